import type { StackTemplate } from '../../boot/template/open-template.ts';
import { readUserPool } from './read-user-pools.ts';
import { startCognito } from './start-cognito.ts';
import { createUserPool, type UserPool } from './user-pool.ts';

/** With the endpoint that stands for the pool's domain. */
export interface StartedUserPool {
  readonly pool: UserPool;
  readonly endpoint: string;
}

/** `undefined` where the template has none. */
export async function startUserPool(
  { resources, world }: Pick<StackTemplate, 'resources' | 'world'>,
  port: number,
  started: AsyncDisposableStack,
): Promise<StartedUserPool | undefined> {
  const [resource, ...others] = resources.ofType('AWS::Cognito::UserPool');
  // Its domain is a host of its own on AWS, and a port here.
  if (others.length > 0) throw new Error('The embedded stack runs one user pool.');
  if (resource === undefined) return undefined;
  const pool = await createUserPool(readUserPool(resource, resources, world));
  const cognito = await startCognito(pool, port);
  started.defer(cognito.stop);
  return { pool, endpoint: cognito.endpoint };
}
