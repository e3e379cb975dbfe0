import { createHmac, createPublicKey } from 'node:crypto';
import { SignJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTokenAuthorizer } from './authorize-token.ts';
import { billing, createTestPool, scope } from './cognito-fixture.ts';
import { issueAccessToken } from './issue-access-token.ts';
import type { UserPool } from './user-pool.ts';

const now = Date.parse('2026-11-23T21:00:00Z');
let pool: UserPool;
let other: UserPool;

beforeAll(async () => {
  [pool, other] = await Promise.all([createTestPool(), createTestPool('us-east-1_Other0001')]);
});

function authorize(header: string | undefined, at = now) {
  const requirement = { userPoolArns: [pool.arn], scopes: [scope] };
  return createTokenAuthorizer([other, pool], () => at)(requirement, header);
}

const issued = (from = pool, scopes: readonly string[] = [scope]) =>
  issueAccessToken(from, billing, scopes, now);

/** A token with our key, and whatever claims. */
function forge(
  claims: Readonly<Record<string, unknown>>,
  key = pool,
  header: object = {},
): Promise<string> {
  const seconds = now / 1000;
  return new SignJWT({
    iss: pool.issuer,
    token_use: 'access',
    scope,
    client_id: billing.id,
    iat: seconds,
    exp: seconds + 60,
    ...claims,
  })
    .setProtectedHeader({ alg: 'RS256', kid: pool.publicKey.kid ?? '', ...header })
    .sign(key.privateKey);
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

const refused = { kind: 'refused', isExpired: false };

describe('an access token with the scope', () => {
  it.each(['', 'Bearer '])('is taken, its claims as texts, with "%s" before it', async (prefix) => {
    expect(await authorize(prefix + (await issued()))).toEqual({
      kind: 'allowed',
      claims: {
        sub: billing.id,
        client_id: billing.id,
        token_use: 'access',
        scope,
        auth_time: String(now / 1000),
        iss: pool.issuer,
        iat: 'Mon Nov 23 21:00:00 UTC 2026',
        exp: 'Mon Nov 23 22:00:00 UTC 2026',
        version: '2',
        jti: expect.any(String),
      },
    });
  });

  it('is taken with other scopes beside it', async () => {
    const token = await issued(pool, ['spillway/events.read', scope]);
    expect(await authorize(token)).toMatchObject({ kind: 'allowed' });
  });

  it('is taken until the second in which it expires, and says then that it has', async () => {
    const token = await issued();
    expect(await authorize(token, now + 3_599_999)).toMatchObject({ kind: 'allowed' });
    expect(await authorize(token, now + 3_600_000)).toEqual({ kind: 'refused', isExpired: true });
  });
});

describe('what is refused', () => {
  it.each([
    ['nothing', undefined],
    ['nothing but the scheme', 'Bearer '],
    ['a text', 'Bearer token'],
    ['three empty parts', '..'],
    ['Basic credentials', 'Basic YTpi'],
  ])('%s', async (_what, header) => {
    expect(await authorize(header)).toEqual(refused);
  });

  it('a token with spaces around it', async () => {
    const token = await issued();
    for (const header of [`Bearer  ${token}`, `${token} `, `Bearer ${token}, Bearer ${token}`]) {
      expect(await authorize(header)).toEqual(refused);
    }
  });

  it.each<[string, Readonly<Record<string, unknown>>]>([
    ['an id token', { token_use: 'id', aud: billing.id }],
    ['a token that says not what it is for', { token_use: undefined }],
    ['another scope', { scope: 'spillway/events.read' }],
    ['a scope that begins like ours', { scope: `${scope}r` }],
    ['no scope', { scope: undefined }],
    ['another issuer', { iss: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Else' }],
    ['no issuer', { iss: undefined }],
    ['no expiry', { exp: undefined }],
  ])('%s, though our key signed it', async (_what, claims) => {
    expect(await authorize(await forge(claims))).toEqual(refused);
  });

  it('a token of another pool, and one that only says that it is of ours', async () => {
    expect(await authorize(await issued(other))).toEqual(refused);
    expect(await authorize(await forge({}, other))).toEqual(refused);
  });

  it('an unknown key', async () => {
    expect(await authorize(await forge({}, pool, { kid: 'unknown' }))).toEqual(refused);
  });

  it('a token without a signature, whatever it calls its algorithm', async () => {
    const [header = '', payload = '', signature = ''] = (await issued()).split('.');
    const unsigned = encode({ alg: 'none', kid: pool.publicKey.kid });
    for (const token of [
      `${unsigned}.${payload}.`,
      `${unsigned}.${payload}.${signature}`,
      `${header}.${payload}.`,
    ]) {
      expect(await authorize(token)).toEqual(refused);
    }
  });

  it('HS256 with the public key as its secret', async () => {
    const [, payload = ''] = (await issued()).split('.');
    const { n = '', e = '' } = pool.publicKey;
    const key = createPublicKey({ key: { kty: 'RSA', n, e }, format: 'jwk' });
    const pem = key.export({ type: 'spki', format: 'pem' });
    const content = `${encode({ alg: 'HS256', kid: pool.publicKey.kid })}.${payload}`;
    const signature = createHmac('sha256', pem).update(content).digest('base64url');
    expect(await authorize(`${content}.${signature}`)).toEqual(refused);
  });

  it('a token in which any part was changed', async () => {
    const parts = (await issued()).split('.');
    for (const index of [0, 1, 2]) {
      const changed = parts.with(index, (parts[index] ?? '').replace(/^.{9}/, 'eyJhbGciO'));
      const swapped = changed.join('.') === parts.join('.') ? parts.with(index, 'e30') : changed;
      expect(await authorize(swapped.join('.'))).toEqual(refused);
    }
  });
});
