import type { IncomingMessage } from 'node:http';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { ApiSettings } from './api-settings.ts';
import { formatRequestTime } from './context-values.ts';
import { isPassedOn } from './header-rules.ts';
import type { RouteMatch } from './match-route.ts';
import type { RequestContext } from './request-context.ts';

/** Headers that API Gateway replaces by its own. */
const ownHeaders: ReadonlySet<string> = new Set([
  'x-amzn-trace-id',
  'x-forwarded-for',
  'x-forwarded-port',
  'x-forwarded-proto',
]);

/**
 * The event of a REST API's Lambda proxy integration.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-input-format
 */
export function createProxyEvent(
  settings: ApiSettings,
  request: IncomingMessage,
  context: RequestContext,
  { route, pathParameters }: RouteMatch,
  body: Buffer,
): APIGatewayProxyEvent {
  const isBinary =
    body.length > 0 && takesBinary(settings, request.headers['content-type'] ?? 'application/json');
  const multiValueHeaders = collectHeaders(request, context);
  const multiValueQuery = collectQuery(context.query);
  return {
    resource: route.resourcePath,
    path: context.path ?? '/',
    httpMethod: context.method,
    headers: lastValues(multiValueHeaders) ?? {},
    multiValueHeaders,
    queryStringParameters: lastValues(multiValueQuery),
    multiValueQueryStringParameters: orNull(multiValueQuery),
    pathParameters: orNull(pathParameters),
    stageVariables: null,
    requestContext: describeRequest(settings, context, route, request),
    body: body.length === 0 ? null : body.toString(isBinary ? 'base64' : 'utf8'),
    isBase64Encoded: isBinary,
  };
}

/** By the first type that the caller accepts: https://docs.aws.amazon.com/apigateway/latest/developerguide/lambda-proxy-binary-media.html */
export function takesBinary(
  { binaryMediaTypes }: ApiSettings,
  mediaTypes: string | undefined,
): boolean {
  const first = (mediaTypes ?? '').split(',', 1)[0] ?? '';
  const type = first.split(';', 1)[0]?.trim() ?? '';
  return binaryMediaTypes.includes('*/*') || binaryMediaTypes.includes(type);
}

/** By name as the sender wrote it: API Gateway takes another spelling for another header. */
function collectHeaders(
  request: IncomingMessage,
  { traceHeader, sourceIp }: RequestContext,
): Record<string, string[]> {
  // Their sender names them: `__proto__` is a name like any other.
  const headers: Record<string, string[]> = Object.create(null);
  const { rawHeaders } = request;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const [name = '', value = ''] = rawHeaders.slice(index, index + 2);
    if (ownHeaders.has(name.toLowerCase()) || !isPassedOn(name, value)) continue;
    headers[name] ??= [];
    headers[name].push(value);
  }
  const forwarded = request.headers['x-forwarded-for'];
  headers['X-Amzn-Trace-Id'] = [traceHeader];
  headers['X-Forwarded-For'] = [forwarded === undefined ? sourceIp : `${forwarded}, ${sourceIp}`];
  headers['X-Forwarded-Port'] = ['443'];
  headers['X-Forwarded-Proto'] = ['https'];
  return headers;
}

function collectQuery(query: URLSearchParams): Record<string, string[]> {
  const values: Record<string, string[]> = Object.create(null);
  for (const [name, value] of query) {
    values[name] ??= [];
    values[name].push(value);
  }
  return values;
}

function lastValues(multiple: Readonly<Record<string, string[]>>): Record<string, string> | null {
  return orNull(
    Object.fromEntries(
      Object.entries(multiple).map(([name, values]) => [name, values.at(-1) ?? '']),
    ),
  );
}

function orNull<T extends object>(record: T): T | null {
  return Object.keys(record).length === 0 ? null : record;
}

function describeRequest(
  settings: ApiSettings,
  context: RequestContext,
  route: RouteMatch['route'],
  request: IncomingMessage,
): APIGatewayProxyEvent['requestContext'] {
  return {
    accountId: settings.accountId,
    apiId: settings.apiId,
    authorizer: context.claims ? { claims: context.claims } : null,
    domainName: request.headers.host ?? 'localhost',
    domainPrefix: settings.apiId,
    extendedRequestId: context.extendedRequestId,
    httpMethod: context.method,
    identity: {
      ...unknownIdentity,
      sourceIp: context.sourceIp,
      userAgent: context.userAgent ?? null,
    },
    path: context.fullPath,
    protocol: `HTTP/${request.httpVersion}`,
    requestId: context.requestId,
    requestTime: formatRequestTime(context.received),
    requestTimeEpoch: context.received,
    resourceId: route.resourceId,
    resourcePath: route.resourcePath,
    stage: settings.stage,
  };
}

const unknownIdentity = {
  accessKey: null,
  accountId: null,
  apiKey: null,
  apiKeyId: null,
  caller: null,
  clientCert: null,
  cognitoAuthenticationProvider: null,
  cognitoAuthenticationType: null,
  cognitoIdentityId: null,
  cognitoIdentityPoolId: null,
  principalOrgId: null,
  user: null,
  userArn: null,
} as const;
