import type { Starter } from '../../boot/stack-parts.ts';
import { readUserPool } from './read-user-pools.ts';
import { startCognito } from './start-cognito.ts';
import { createUserPool } from './user-pool.ts';

export const createUserPools: Starter = async (resources, parts) => {
  // Its domain is a host of its own on AWS, and a port here.
  if (resources.length > 1) throw new Error('The embedded stack runs one user pool.');
  for (const resource of resources) {
    const pool = await createUserPool(readUserPool(resource, parts.resources, parts.world));
    const cognito = await startCognito(pool, parts.cognitoPort);
    parts.stops.push(cognito.stop);
    parts.userPools.push({ pool, endpoint: cognito.endpoint });
  }
};
