import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import type { PoolClient, UserPool } from './user-pool.ts';

/**
 * The access token that Cognito gives for client credentials.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
 *
 * @param now milliseconds since 1970
 */
export function issueAccessToken(
  { issuer, publicKey, privateKey }: UserPool,
  client: PoolClient,
  scopes: readonly string[],
  now: number,
): Promise<string> {
  const seconds = Math.floor(now / 1000);
  return new SignJWT({
    sub: client.id,
    token_use: 'access',
    scope: scopes.join(' '),
    auth_time: seconds,
    iss: issuer,
    exp: seconds + client.accessTokenSeconds,
    iat: seconds,
    version: 2,
    jti: randomUUID(),
    client_id: client.id,
  })
    .setProtectedHeader({ kid: publicKey.kid ?? '', alg: 'RS256' })
    .sign(privateKey);
}
