import type { APIGatewayProxyEvent } from 'aws-lambda';

export interface ServiceEvent {
  readonly body?: Buffer | string;
  readonly method?: string;
  /** Merged over the usual ones; `undefined` removes one. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** Merged over the usual ones; `null` for a request that no authorizer has seen. */
  readonly claims?: Readonly<Record<string, unknown>> | null;
}

export const serviceClaims = {
  sub: 'billing0client0id',
  client_id: 'billing0client0id',
  token_use: 'access',
  scope: 'spillway/events.write',
} as const;

/** The event that API Gateway hands to ingestion for a service's `POST /events`. */
export function serviceEvent(event: ServiceEvent = {}): APIGatewayProxyEvent {
  const body = Buffer.from(event.body ?? '{"type":"order.paid","data":{"order":1}}');
  const headers = Object.entries({
    'Content-Type': 'application/json',
    'Idempotency-Key': 'order-1',
    Authorization: 'Bearer the.access.token',
    ...event.headers,
  }).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  const claims = event.claims === null ? null : { ...serviceClaims, ...event.claims };
  return {
    resource: '/events',
    path: '/events',
    httpMethod: event.method ?? 'POST',
    headers: Object.fromEntries(headers),
    multiValueHeaders: Object.fromEntries(headers.map(([name, value]) => [name, [value]])),
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: null,
    stageVariables: null,
    requestContext: {
      requestId: 'tracking-1',
      authorizer: claims && { claims },
    } as unknown as APIGatewayProxyEvent['requestContext'],
    body: body.length === 0 ? null : body.toString('base64'),
    isBase64Encoded: body.length > 0,
  };
}
