import type { APIGatewayProxyEvent } from 'aws-lambda';
import { signAsGitHub } from '../../client/example-webhook/sign-as-github.ts';
import { createPayload, readExamplePayloads } from './payloads.ts';

/**
 * A signed GitHub webhook of exactly this many bytes, made from GitHub's own examples, as API Gateway passes it on.
 */
export function createWebhookEvent(bytes: number, secret: string): APIGatewayProxyEvent {
  const body = bodyOf(bytes);
  const headers = titleCased({
    ...signAsGitHub(createPayload('push', body), secret, '72d3162e-cc78-11e3-81ab-4c9367dc0958'),
    accept: '*/*',
    host: 'abcdefghij.execute-api.us-east-1.amazonaws.com',
    'x-forwarded-for': '192.0.2.1',
    'x-forwarded-port': '443',
    'x-forwarded-proto': 'https',
    'x-github-hook-id': '1',
    'x-github-hook-installation-target-id': '1',
    'x-github-hook-installation-target-type': 'repository',
  });
  return {
    resource: '/webhooks/{source}',
    path: '/webhooks/github',
    httpMethod: 'POST',
    headers,
    multiValueHeaders: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, [value]]),
    ),
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: { source: 'github' },
    stageVariables: null,
    requestContext: { requestId: 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef' },
    body: body.toString('base64'),
    isBase64Encoded: true,
  } as unknown as APIGatewayProxyEvent; // without the context, which the handler never reads
}

/** The case that HTTP/1.1 senders use and that the floor expects. */
function titleCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.replace(/\b[a-z]/g, (letter) => letter.toUpperCase()),
      value,
    ]),
  );
}

/** Examples side by side, and a text that fills the rest. */
function bodyOf(bytes: number): Buffer {
  const examples: string[] = [];
  const write = (padding: number) =>
    `{"padding":"${'.'.repeat(padding)}","examples":[${examples.join(',')}]}`;
  for (const { body } of readExamplePayloads()) {
    const example = body.toString('utf8');
    if (Buffer.byteLength(write(0)) + body.length < bytes) examples.push(example);
  }
  return Buffer.from(write(bytes - Buffer.byteLength(write(0))));
}
