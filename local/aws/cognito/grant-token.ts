import { createHash, timingSafeEqual } from 'node:crypto';
import { issueAccessToken } from './issue-access-token.ts';
import type { PoolClient, UserPool } from './user-pool.ts';

/** https://www.rfc-editor.org/rfc/rfc6749#section-5.2 */
export type TokenError =
  | 'invalid_request'
  | 'invalid_client'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'invalid_scope';

export type Grant =
  | { readonly kind: 'granted'; readonly token: string; readonly seconds: number }
  | { readonly kind: 'refused'; readonly error: TokenError };

export interface TokenRequest {
  /** The header, if there was one. */
  readonly authorization: string | undefined;
  readonly contentType: string | undefined;
  readonly body: string;
}

interface Credentials {
  readonly id: string;
  readonly secret: string;
}

/**
 * The client credentials grant (RFC 6749, section 4.4): the client shows its id and secret by HTTP Basic or in the
 * form, never in both, and gets all its scopes unless it asks for some of them.
 *
 * @param now milliseconds since 1970
 */
export async function grantToken(
  pool: UserPool,
  request: TokenRequest,
  now: number,
): Promise<Grant> {
  const form = readForm(request);
  const credentials = form && readCredentials(form, request.authorization);
  const grantType = form?.get('grant_type') ?? undefined;
  if (!form || !credentials || grantType === undefined) return refuse('invalid_request');
  const client = pool.clients.find(({ id }) => id === credentials.id);
  if (client === undefined || !isSecretOf(client, credentials)) return refuse('invalid_client');
  if (grantType !== 'client_credentials') return refuse('unsupported_grant_type');
  if (!client.flows.includes(grantType)) return refuse('unauthorized_client');
  const scopes = scopesOf(form, client);
  if (scopes.length === 0) return refuse('invalid_scope');
  return {
    kind: 'granted',
    token: await issueAccessToken(pool, client, scopes, now),
    seconds: client.accessTokenSeconds,
  };
}

/** None where one was asked for that the client doesn't have. */
function scopesOf(form: URLSearchParams, client: PoolClient): readonly string[] {
  const asked = form.get('scope')?.split(' ').filter(Boolean) ?? client.scopes;
  return asked.every((scope) => client.scopes.includes(scope)) ? asked : [];
}

/** `undefined` where it is no form, or has a parameter twice, which RFC 6749 forbids. */
function readForm({ contentType, body }: TokenRequest): URLSearchParams | undefined {
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(contentType ?? '')) return undefined;
  const form = new URLSearchParams(body);
  return new Set(form.keys()).size === form.size ? form : undefined;
}

function readCredentials(
  form: URLSearchParams,
  authorization: string | undefined,
): Credentials | undefined {
  const [id, secret] = [form.get('client_id'), form.get('client_secret')];
  if (authorization === undefined) return { id: id ?? '', secret: secret ?? '' };
  if (secret !== null) return undefined;
  const basic = readBasic(authorization);
  return id === null || id === basic.id ? basic : undefined;
}

/** No credentials, which are nobody's, where it is not HTTP Basic. */
function readBasic(authorization: string): Credentials {
  const encoded = /^basic +([A-Za-z0-9+/]+={0,2})$/i.exec(authorization)?.[1] ?? '';
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0
    ? { id: '', secret: '' }
    : { id: text.slice(0, colon), secret: text.slice(colon + 1) };
}

function isSecretOf({ secret }: PoolClient, credentials: Credentials): boolean {
  if (secret === undefined) return false;
  const [expected, given] = [secret, credentials.secret].map((text) =>
    createHash('sha256').update(text).digest(),
  );
  return expected !== undefined && given !== undefined && timingSafeEqual(expected, given);
}

function refuse(error: TokenError): Grant {
  return { kind: 'refused', error };
}
