import { createHmac } from 'node:crypto';
import type { APIGatewayProxyEvent } from 'aws-lambda';

export const githubSecret = 'development secret of the tests';

export interface GithubWebhook {
  readonly body?: Buffer | string;
  readonly secret?: string;
  readonly source?: string;
  readonly method?: string;
  /** Merged over the headers that GitHub sends; `undefined` removes one. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

/** The event that API Gateway hands to ingestion for a webhook which GitHub signed. */
export function githubWebhook(webhook: GithubWebhook = {}): APIGatewayProxyEvent {
  const body = Buffer.from(webhook.body ?? '{"zen":"Keep it logically awesome."}');
  const headers = Object.fromEntries(
    Object.entries({ ...githubHeaders(body, webhook.secret), ...webhook.headers }).filter(
      isPresent,
    ),
  );
  const source = webhook.source ?? 'github';
  return {
    resource: '/webhooks/{source}',
    path: `/webhooks/${source}`,
    httpMethod: webhook.method ?? 'POST',
    headers,
    multiValueHeaders: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, [value]]),
    ),
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: { source },
    stageVariables: null,
    requestContext: { requestId: 'tracking-1' } as APIGatewayProxyEvent['requestContext'],
    body: body.length === 0 ? null : body.toString('base64'),
    isBase64Encoded: body.length > 0,
  };
}

export function githubHeaders(body: Buffer, secret = githubSecret): Record<string, string> {
  return {
    'Content-Type': 'application/json',
    'X-GitHub-Delivery': '72d3162e-cc78-11e3-81ab-4c9367dc0958',
    'X-GitHub-Event': 'ping',
    'X-Hub-Signature-256': githubSignature(body, secret),
  };
}

export function githubSignature(body: Buffer, secret = githubSecret): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

function isPresent(entry: [string, string | undefined]): entry is [string, string] {
  return entry[1] !== undefined;
}
