import { createUserPool, type PoolClient, type UserPool } from './user-pool.ts';

export const scope = 'spillway/events.write';

export const billing: PoolClient = {
  id: 'billing0client0id',
  name: 'billing',
  secret: 'the secret of billing',
  flows: ['client_credentials'],
  scopes: [scope, 'spillway/events.read'],
  accessTokenSeconds: 3_600,
};

/** A user pool with `billing`, which may get tokens, and `web`, which may not. */
export function createTestPool(id = 'us-east-1_Test00001'): Promise<UserPool> {
  const web: PoolClient = { ...billing, id: 'web', name: 'web', flows: ['code'] };
  const { secret: _, ...unkeyed } = { ...billing, id: 'public', name: 'public' };
  return createUserPool({
    id,
    arn: `arn:aws:cognito-idp:us-east-1:000000000000:userpool/${id}`,
    issuer: `https://cognito-idp.us-east-1.amazonaws.com/${id}`,
    clients: [billing, web, unkeyed],
  });
}
