import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { closeServer, listen, readBody } from '../http/listen.ts';
import { type Grant, grantToken } from './grant-token.ts';
import type { UserPool } from './user-pool.ts';

const bodyLimitBytes = 65_536;

export interface Cognito {
  /** `http://127.0.0.1:<port>` */
  readonly endpoint: string;
  /** Answers for this pool from the next request on. */
  deploy(pool: UserPool): void;
  stop(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: object;
}

/** A user pool's domain on 127.0.0.1: its token endpoint, its public keys, and one action of Cognito's API. */
export async function startCognito(first: UserPool, port: number): Promise<Cognito> {
  let pool = first;
  const server = createServer((request, response) => {
    answer(pool, request).then(
      (given) => send(response, given),
      () => send(response, { status: 500, body: { error: 'server_error' } }),
    );
  });
  const actual = await listen(server, port);
  return {
    endpoint: `http://127.0.0.1:${actual}`,
    deploy(next) {
      pool = next;
    },
    stop: () => closeServer(server),
  };
}

async function answer(pool: UserPool, request: IncomingMessage): Promise<Answer> {
  const body = (await readBody(request, bodyLimitBytes))?.toString('utf8') ?? '';
  const path = new URL(request.url ?? '/', 'http://localhost').pathname;
  const endpoint = `${request.method} ${path}`;
  if (endpoint === 'POST /oauth2/token') {
    const { authorization, 'content-type': contentType } = request.headers;
    const grant = await grantToken(pool, { authorization, contentType, body }, Date.now());
    return describeGrant(grant, authorization !== undefined);
  }
  // On AWS the keys are on the issuer's host, under the pool's id.
  if (['GET /.well-known/jwks.json', `GET /${pool.id}/.well-known/jwks.json`].includes(endpoint)) {
    return { status: 200, body: { keys: [pool.publicKey] } };
  }
  if (request.headers['x-amz-target'] !== undefined) {
    return callApi(pool, String(request.headers['x-amz-target']), body);
  }
  return { status: 404, body: { error: 'not_found' } };
}

function describeGrant(grant: Grant, isByHeader: boolean): Answer {
  const noStore = { 'cache-control': 'no-store', pragma: 'no-cache' };
  if (grant.kind === 'granted') {
    const body = { access_token: grant.token, expires_in: grant.seconds, token_type: 'Bearer' };
    return { status: 200, headers: noStore, body };
  }
  const isChallenge = grant.error === 'invalid_client' && isByHeader;
  return {
    status: isChallenge ? 401 : 400,
    headers: { ...noStore, ...(isChallenge && { 'www-authenticate': 'Basic realm="spillway"' }) },
    body: { error: grant.error },
  };
}

const describeClient = z.object({ UserPoolId: z.string(), ClientId: z.string() });

/** `DescribeUserPoolClient` alone: it is how one reads a client's secret, here as on AWS. */
function callApi(pool: UserPool, target: string, body: string): Answer {
  const action = target.replace('AWSCognitoIdentityProviderService.', '');
  if (action !== 'DescribeUserPoolClient') return fault('UnknownOperationException', action);
  const input = describeClient.safeParse(parseJson(body));
  if (!input.success) return fault('InvalidParameterException', 'UserPoolId and ClientId');
  const { UserPoolId, ClientId } = input.data;
  const client = pool.clients.find(({ id }) => id === ClientId);
  if (UserPoolId !== pool.id || client === undefined) {
    return fault('ResourceNotFoundException', `User pool client ${ClientId} does not exist.`);
  }
  return {
    status: 200,
    headers: { 'content-type': 'application/x-amz-json-1.1' },
    body: {
      UserPoolClient: {
        UserPoolId,
        ClientId,
        ClientName: client.name,
        ClientSecret: client.secret,
        AllowedOAuthFlows: client.flows,
        AllowedOAuthScopes: client.scopes,
        AllowedOAuthFlowsUserPoolClient: true,
      },
    },
  };
}

function fault(type: string, message: string): Answer {
  const headers = { 'content-type': 'application/x-amz-json-1.1' };
  return { status: 400, headers, body: { __type: type, message } };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}
