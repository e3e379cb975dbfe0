import type { APIGatewayProxyEvent } from 'aws-lambda';
import { beforeEach, describe, expect, it } from 'vitest';
import { githubWebhook } from '../../test/factories/github-webhook.ts';
import { linesTo } from '../../test/factories/line.ts';
import type { SourceConfig } from '../webhook/configuration.ts';
import { decodeBody, parseEnvelope } from '../webhook/envelope.ts';
import type { WebhookRequest } from '../webhook/request.ts';
import type { SenderName } from '../webhook/senders.ts';
import { assemble, now, samples } from '../webhook/vectors/samples.ts';
import { createIngestion } from './ingestion.ts';
import { createReceiveWebhook, type ReceiveWebhookPorts } from './receive-webhook.ts';

let queue: string[];
let metrics: object[];
let logs: string[];

beforeEach(() => {
  queue = [];
  metrics = [];
  logs = [];
});

interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly requestId?: string;
  readonly source?: Partial<SourceConfig>;
  readonly ports?: Partial<ReceiveWebhookPorts>;
}

/** What a source of this sender does with the request. */
async function receive(sender: SenderName, request: WebhookRequest, sent: Sent = {}) {
  const { secret, publicUrl } = samples[sender];
  const config = { sender, ...(publicUrl && { publicUrl }), ...sent.source } as SourceConfig;
  const readSecrets = async () => [{ slot: 'current', value: secret }];
  const log = (...parts: unknown[]) => logs.push(JSON.stringify(parts));
  const handler = createIngestion({
    receiveWebhook: createReceiveWebhook({
      sources: { [sender]: config },
      readSecrets,
      refreshSecrets: readSecrets,
      sendMessage: async (message) => {
        queue.push(message);
      },
      messageLimitBytes: 262_144,
      storeBody: () => Promise.reject(new Error('nothing here is large')),
      now: () => now,
      ...sent.ports,
    }),
    openLine: linesTo({
      count: (name, dimensions) => metrics.push({ name, ...dimensions }),
      end: (_level, ...parts) => log(...parts),
    }),
    tracing: { annotate: () => {} },
    traceHeader: () => undefined,
  });
  return handler(eventOf(sender, request, sent));
}

function eventOf(source: string, request: WebhookRequest, sent: Sent): APIGatewayProxyEvent {
  const { requestId = 'tracking-1', method = request.method } = sent;
  const all = Object.entries({ ...request.headers, ...sent.headers });
  return {
    ...githubWebhook({ source, body: request.body }),
    httpMethod: method,
    multiValueHeaders: Object.fromEntries(
      all.flatMap(([name, value]) => (value === undefined ? [] : [[name, [value]]])),
    ),
    multiValueQueryStringParameters: Object.fromEntries(
      Object.entries(request.query).map(([name, values]) => [name, [...values]]),
    ),
    requestContext: { requestId } as APIGatewayProxyEvent['requestContext'],
  };
}

async function signed(sender: SenderName, body = samples[sender].body): Promise<WebhookRequest> {
  const bytes = Buffer.from(body);
  return assemble(samples[sender], bytes, await samples[sender].sign(bytes, now));
}

const envelopes = () => queue.map(parseEnvelope);

/** Senders whose 4xx is final keep their id or type in the body, and so do the others here. */
const inBody = [
  'stripe',
  'paddle',
  'pagerduty',
  'meta',
  'typeform',
  'calendly',
  'zoom',
  'square',
  'intercom',
  'slack',
  'discord',
  'docusign',
  'hubspot',
  'zendesk',
] as const satisfies readonly SenderName[];

describe('a webhook that is signed is stored, though its body', () => {
  it.each(
    inBody.flatMap((sender) =>
      ['', '{}', 'null', '[]', 'this is { no JSON', '{"id":{},"type":[],"event":0}'].map(
        (body) => [sender, body] as const,
      ),
    ),
  )('of %s is %j', async (sender, body) => {
    const { statusCode } = await receive(sender, await signed(sender, body));
    expect(statusCode).toBeLessThan(300);
    expect(envelopes().map(decodeBody).map(String)).toEqual([body]);
  });
});

describe('what its sender always says, and did not', () => {
  it('is counted and logged: the type', async () => {
    const request = await signed('stripe', '{"id":"evt_1"}');
    expect((await receive('stripe', request)).statusCode).toBe(202);
    expect(envelopes()).toMatchObject([{ deliveryId: 'evt_1', type: 'unknown' }]);
    expect(metrics).toEqual([
      { name: 'WebhookAccepted', source: 'stripe' },
      { name: 'IdentityGuessed', source: 'stripe' },
    ]);
    expect(logs.join()).toContain('"guessed":["type"]');
  });

  it.each([
    ['github', 'x-github-delivery'],
    ['bitbucket', 'x-request-uuid'],
    ['shopify', 'x-shopify-webhook-id'],
  ] as const)('is counted and logged: the id of %s', async (sender, header) => {
    const sent = { headers: { [header]: undefined } };
    expect((await receive(sender, await signed(sender), sent)).statusCode).toBeLessThan(300);
    expect(envelopes()[0]?.deliveryId).toMatch(/^sha256:/);
    expect(metrics).toContainEqual({ name: 'IdentityGuessed', source: sender });
    expect(logs.join()).toContain('"guessed":["id"]');
  });

  it('is not the id of Shopify, which sends no X-Shopify-Event-Id with its mandatory topics', async () => {
    const headers = { 'x-shopify-event-id': undefined, 'x-shopify-topic': 'customers/redact' };
    await receive('shopify', await signed('shopify'), { headers });
    expect(envelopes()).toMatchObject([
      { deliveryId: 'b54557e4-bdd9-4b37-8a5f-bf7d70bcd043', type: 'customers/redact' },
    ]);
    expect(metrics).toEqual([{ name: 'WebhookAccepted', source: 'shopify' }]);
  });

  it.each([
    ['sentry', 'sentry-hook-resource'],
    ['gitlab', 'x-gitlab-event'],
    ['bitbucket', 'x-event-key'],
  ] as const)('is counted and logged: the type of %s', async (sender, header) => {
    const sent = { headers: { [header]: '' } };
    expect((await receive(sender, await signed(sender), sent)).statusCode).toBeLessThan(300);
    expect(envelopes()[0]?.type).toBe('unknown');
    expect(metrics).toContainEqual({ name: 'IdentityGuessed', source: sender });
  });

  it('is not counted for a sender that gives no id', async () => {
    await receive('meta', await signed('meta'));
    expect(metrics).toEqual([{ name: 'WebhookAccepted', source: 'meta' }]);
  });
});

describe('the message can be read, though', () => {
  it.each([
    ['missing', undefined, 'application/octet-stream'],
    ['empty', '', 'application/octet-stream'],
    ['blank', ' \t', 'application/octet-stream'],
    ['of characters that no header holds', 'text/\u0001\ufffe', 'application/octet-stream'],
    ['endless', `text/${'x'.repeat(9_000)}`, 'application/octet-stream'],
    ['padded', ' text/plain ', 'text/plain'],
  ])('its content type is %s', async (_, given, contentType) => {
    const sent = { headers: { 'content-type': given } };
    expect((await receive('stripe', await signed('stripe'), sent)).statusCode).toBe(202);
    expect(envelopes()).toMatchObject([{ contentType }]);
  });

  it('a header that travels has characters that none can hold', async () => {
    const sent = { headers: { 'user-agent': 'a\u0000\ufffe中é' } };
    await receive('stripe', await signed('stripe'), sent);
    expect(envelopes()).toMatchObject([{ headers: { 'user-agent': 'a???é' } }]);
  });

  it.each<[string, string, Record<string, string>?]>([
    ['none', ''],
    ['of other characters', '0b5e3f5c-0000-4000-8000-000000000000_REPLACED_INVALID_REQUEST_ID'],
    ['too long', 'a'.repeat(65)],
    ['of another request', '72d3162e-cc78-11e3-81ab-4c9367dc0958', { 'X-Amzn-RequestId': 'a' }],
  ])('its caller chose an id of the request that is %s', async (_, requestId, headers = {}) => {
    const { statusCode } = await receive('stripe', await signed('stripe'), { requestId, headers });
    expect(statusCode).toBe(202);
    const [envelope] = envelopes();
    expect(envelope?.trackingId).toMatch(/^[0-9a-f-]{36}$/);
    expect(envelope?.trackingId).not.toBe(requestId);
  });
});

describe('a token, which signs nothing,', () => {
  it('does not let an empty body in', async () => {
    const request = assemble({ ...samples.gitlab, secret: 'a token' }, Buffer.of(), {
      'x-gitlab-token': 'a token',
    });
    const readSecrets = async () => [{ slot: 'current', value: 'a token' }];
    const answer = await receive('gitlab', request, { ports: { readSecrets } });
    expect(answer.statusCode).toBe(400);
    expect(JSON.parse(answer.body).type).toBe('urn:spillway:rejection:body-empty');
  });
});

describe('a method', () => {
  it.each(['POST', 'PUT', 'PATCH'])('%s is one of Zendesk', async (method) => {
    const { statusCode } = await receive('zendesk', await signed('zendesk'), { method });
    expect(statusCode).toBe(202);
    expect(queue).toHaveLength(1);
  });

  it.each([
    ['zendesk', 'GET', 'POST, PUT, PATCH'],
    ['zendesk', 'DELETE', 'POST, PUT, PATCH'],
    ['twilio', 'PUT', 'POST, GET'],
    ['x', 'PUT', 'POST, GET'],
    ['intercom', 'GET', 'POST, HEAD'],
    ['hubspot', 'GET', 'POST'],
    ['github', 'PUT', 'POST'],
  ] as const)('of %s is not %s: it is told which are', async (sender, method, allow) => {
    const answer = await receive(sender, await signed(sender), { method });
    expect(answer).toMatchObject({ statusCode: 405, headers: { allow } });
    expect(queue).toEqual([]);
  });

  it('of a form is none of Zendesk, which would have signed none of it', async () => {
    const request = await signed('zendesk', '');
    const sent = { headers: { 'content-type': 'application/x-www-form-urlencoded' } };
    expect((await receive('zendesk', request, sent)).statusCode).toBe(401);
  });
});

describe('the answer of Discord', () => {
  it.each([
    ['an event', '{"type":1,"event":{"type":"ENTITLEMENT_CREATE"}}', 204],
    ['a command', '{"type":2,"id":"1"}', 202],
    ['a component', '{"type":3,"id":"1"}', 202],
    ['a modal', '{"type":5,"id":"1"}', 202],
  ])('to %s is empty', async (_, body, status) => {
    const answer = await receive('discord', await signed('discord', body));
    expect(answer).toMatchObject({ statusCode: status, body: '' });
    expect(queue).toHaveLength(1);
  });
});

describe('a probe', () => {
  const away = {
    readSecrets: () => Promise.reject(new Error('no secret is needed')),
  };

  it.each([
    ['intercom', 'HEAD', '', {}],
    [
      'slack',
      'POST',
      'ssl_check=1&token=abc',
      { 'content-type': 'application/x-www-form-urlencoded' },
    ],
  ] as const)(
    'of %s is answered, not stored, not counted',
    async (sender, method, body, headers) => {
      const request = assemble(samples[sender], Buffer.from(body), {});
      const answer = await receive(sender, request, { method, headers, ports: away });
      expect(answer).toMatchObject({ statusCode: 200, body: '' });
      expect([queue, metrics]).toEqual([[], []]);
      expect(logs).toHaveLength(1);
    },
  );

  it('that brings a command is refused', async () => {
    const request = assemble(samples.slack, Buffer.from('ssl_check=1&command=%2Fdeploy'), {});
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await receive('slack', request, { headers })).statusCode).toBe(401);
  });
});

describe('a source that knows webhooks by their content', () => {
  const sendAs = async (id: string, source: Partial<SourceConfig>) => {
    queue = [];
    await receive('github', await signed('github'), {
      headers: { 'x-github-delivery': id },
      source,
    });
    return envelopes()[0]?.deliveryId;
  };

  it('gives a captured one the id that it had, whatever its header says', async () => {
    const source = { duplicates: 'content' } as const;
    expect(await sendAs('chosen', source)).toBe(await sendAs('genuine', source));
    expect(await sendAs('chosen', {})).toBe('chosen');
  });
});
