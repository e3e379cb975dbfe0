import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { billing, createTestPool, scope } from './cognito-fixture.ts';
import { type Cognito, startCognito } from './start-cognito.ts';
import type { UserPool } from './user-pool.ts';

let pool: UserPool;
let cognito: Cognito;

beforeAll(async () => {
  pool = await createTestPool();
  cognito = await startCognito(pool, 0);
});
afterAll(() => cognito.stop());

const grant = { grant_type: 'client_credentials' };
const inForm = { client_id: billing.id, client_secret: billing.secret ?? '' };

function basic(id: string, secret: string): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` };
}
const byHeader = basic(billing.id, billing.secret ?? '');

async function ask(
  form: Readonly<Record<string, string>> | string,
  headers: Readonly<Record<string, string>> = {},
) {
  const response = await fetch(`${cognito.endpoint}/oauth2/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: typeof form === 'string' ? form : new URLSearchParams(form).toString(),
  });
  return { response, body: JSON.parse(await response.text()) };
}

describe('the token endpoint', () => {
  it.each([
    ['by HTTP Basic', grant, byHeader],
    ['in the form', { ...grant, ...inForm }, {}],
  ])('gives a token to a client that shows its secret %s', async (_how, form, headers) => {
    const { response, body } = await ask(form, headers);
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(body).toEqual({
      access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      expires_in: 3_600,
      token_type: 'Bearer',
    });
  });

  it('signs it with the key that it publishes, and says what Cognito says in it', async () => {
    const { body } = await ask(grant, byHeader);
    for (const path of ['/.well-known/jwks.json', `/${pool.id}/.well-known/jwks.json`]) {
      const keys = createRemoteJWKSet(new URL(cognito.endpoint + path));
      const { payload, protectedHeader } = await jwtVerify(body.access_token, keys);
      expect(protectedHeader).toEqual({ kid: pool.publicKey.kid, alg: 'RS256' });
      const { iat = 0 } = payload;
      expect(payload).toEqual({
        sub: billing.id,
        client_id: billing.id,
        token_use: 'access',
        scope: billing.scopes.join(' '),
        iss: pool.issuer,
        auth_time: iat,
        iat,
        exp: iat + 3_600,
        version: 2,
        jti: expect.any(String),
      });
    }
  });

  it('never publishes the private part of its key', () => {
    expect(Object.keys(pool.publicKey).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
  });

  it('gives only the scope that was asked for', async () => {
    const { body } = await ask({ ...grant, scope }, byHeader);
    const claims = JSON.parse(
      Buffer.from(body.access_token.split('.')[1], 'base64url').toString('utf8'),
    );
    expect(claims.scope).toBe(scope);
  });

  it.each<[string, Record<string, string> | string, Record<string, string>, number, string]>([
    ['a wrong secret by HTTP Basic', grant, basic(billing.id, 'wrong'), 401, 'invalid_client'],
    [
      'a wrong secret in the form',
      { ...grant, ...inForm, client_secret: 'wrong' },
      {},
      400,
      'invalid_client',
    ],
    ['an unknown client', grant, basic('nobody', 'x'), 401, 'invalid_client'],
    ['no client at all', grant, {}, 400, 'invalid_client'],
    [
      'an empty secret for a client that has none',
      grant,
      basic('public', ''),
      401,
      'invalid_client',
    ],
    ['another scheme', grant, { authorization: 'Bearer x' }, 401, 'invalid_client'],
    ['secrets in both places', { ...grant, ...inForm }, byHeader, 400, 'invalid_request'],
    [
      'another client in the form',
      { ...grant, client_id: 'web' },
      byHeader,
      400,
      'invalid_request',
    ],
    ['no grant type', {}, byHeader, 400, 'invalid_request'],
    [
      'a parameter twice',
      'grant_type=client_credentials&grant_type=x',
      byHeader,
      400,
      'invalid_request',
    ],
    ['JSON', grant, { ...byHeader, 'content-type': 'application/json' }, 400, 'invalid_request'],
    ['another grant type', { grant_type: 'password' }, byHeader, 400, 'unsupported_grant_type'],
    [
      'a client that may not',
      grant,
      basic('web', billing.secret ?? ''),
      400,
      'unauthorized_client',
    ],
    ['an unknown scope', { ...grant, scope: 'spillway/admin' }, byHeader, 400, 'invalid_scope'],
    [
      'a known and an unknown scope',
      { ...grant, scope: `${scope} x` },
      byHeader,
      400,
      'invalid_scope',
    ],
    ['an empty scope', { ...grant, scope: '' }, byHeader, 400, 'invalid_scope'],
  ])('refuses %s', async (_what, form, headers, status, error) => {
    const { response, body } = await ask(form, headers);
    expect(response.status).toBe(status);
    expect(body).toEqual({ error });
    expect(response.headers.has('www-authenticate')).toBe(status === 401);
  });

  it('takes nothing but POST', async () => {
    expect((await fetch(`${cognito.endpoint}/oauth2/token`)).status).toBe(404);
  });
});

describe('the API of Cognito', () => {
  const describeClient = async (ClientId: string, action = 'DescribeUserPoolClient') => {
    const response = await fetch(cognito.endpoint, {
      method: 'POST',
      headers: { 'x-amz-target': `AWSCognitoIdentityProviderService.${action}` },
      body: JSON.stringify({ UserPoolId: pool.id, ClientId }),
    });
    return { status: response.status, body: JSON.parse(await response.text()) };
  };

  it('tells a client’s secret', async () => {
    const { status, body } = await describeClient(billing.id);
    expect(status).toBe(200);
    expect(body.UserPoolClient).toMatchObject({ ClientSecret: billing.secret });
  });

  it.each([
    ['an unknown client', 'nobody', 'DescribeUserPoolClient', 'ResourceNotFoundException'],
    ['another action', billing.id, 'ListUsers', 'UnknownOperationException'],
  ])('refuses %s', async (_what, id, action, type) => {
    const { status, body } = await describeClient(id, action);
    expect(status).toBe(400);
    expect(body.__type).toBe(type);
  });
});
