import { beforeEach, describe, expect, it } from 'vitest';
import { githubWebhook } from '../../test/factories/github-webhook.ts';
import { linesTo } from '../../test/factories/line.ts';
import { type ServiceEvent, serviceEvent } from '../../test/factories/service-event.ts';
import { QueueUnavailableError } from '../errors.ts';
import { decodeBody, parseEnvelope } from '../webhook/envelope.ts';
import { createIngestion } from './ingestion.ts';
import { createReceiveEvent, type ReceiveEventPorts } from './receive-event.ts';

let queue: string[];
let stored: string[];
let metrics: object[];
let logs: string[];

beforeEach(() => {
  queue = [];
  stored = [];
  metrics = [];
  logs = [];
});

const trace = 'Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1';

function ingestion(ports: Partial<ReceiveEventPorts> = {}, hasEvents = true) {
  const log = (...parts: unknown[]) => {
    logs.push(JSON.stringify(parts, (_, each) => (each instanceof Error ? String(each) : each)));
  };
  const receiveEvent = createReceiveEvent({
    sendMessage: async (message) => {
      queue.push(message);
    },
    messageLimitBytes: 262_144,
    storeBody: async (key, body) => {
      stored.push(key);
      return { bucket: 'bodies', key, bytes: body.length, sha256: key.slice(-64) };
    },
    now: () => Date.parse('2026-11-23T12:00:00.000Z'),
    ...ports,
  });
  return createIngestion({
    receiveWebhook: async (source) => ({
      kind: 'rejected',
      source,
      sender: undefined,
      reason: 'unknown-source',
    }),
    receiveEvent: hasEvents ? receiveEvent : undefined,
    openLine: linesTo({
      count: (name, dimensions) => metrics.push({ name, ...dimensions }),
      end: (_level, ...parts) => log(...parts),
    }),
    tracing: { annotate: () => {} },
    traceHeader: () => trace,
  });
}

async function receive(event: ServiceEvent, ports?: Partial<ReceiveEventPorts>) {
  const { statusCode, headers, body } = await ingestion(ports)(serviceEvent(event));
  return { statusCode, headers, body: JSON.parse(body) };
}

describe('an event of a service', () => {
  it('is answered with its delivery id once it is on the queue, in the envelope of webhooks', async () => {
    const { statusCode, body } = await receive({});
    expect(statusCode).toBe(202);
    expect(body).toEqual({ deliveryId: 'billing0client0id:order-1' });
    expect(queue.map(parseEnvelope)).toEqual([
      {
        v: 1,
        deliveryId: 'billing0client0id:order-1',
        source: 'events',
        provider: 'service',
        type: 'order.paid',
        receivedAt: '2026-11-23T12:00:00.000Z',
        contentType: 'application/json',
        headers: { 'spillway-client-id': 'billing0client0id' },
        trackingId: 'tracking-1',
        trace,
        body: '{"type":"order.paid","data":{"order":1}}',
      },
    ]);
    expect(metrics).toEqual([{ name: 'WebhookAccepted', source: 'events' }]);
  });

  it('has the same delivery id for the same key, quoted or not, and another for another service', async () => {
    await receive({});
    await receive({ headers: { 'Idempotency-Key': '"order-1"' } });
    await receive({ claims: { client_id: 'orders0client0id' } });
    expect(queue.map((message) => parseEnvelope(message).deliveryId)).toEqual([
      'billing0client0id:order-1',
      'billing0client0id:order-1',
      'orders0client0id:order-1',
    ]);
  });

  it.each([
    ['more fields', '{"type":"a","data":{},"version":2}'],
    ['a timestamp', '{"type":"a","data":{},"timestamp":"2026-11-23T12:00:00.123456+01:00"}'],
    ['white space and a byte order mark', '\uFEFF{ "type": "a", "data": { "x": "$& $$" } }\n'],
    [
      'the form of a CloudEvent',
      '{"specversion":"1.0","id":"1","source":"/orders","type":"com.example.order.paid","data":{}}',
    ],
  ])('may have %s, and is stored as the bytes that were sent', async (_what, body) => {
    expect((await receive({ body })).statusCode).toBe(202);
    expect(queue.map((message) => decodeBody(parseEnvelope(message)).toString())).toEqual([body]);
  });

  it.each([
    ['application/json; charset=utf-8', 'application/json; charset=utf-8'],
    ['application/cloudevents+json', 'application/cloudevents+json'],
    ['application/x-www-form-urlencoded', 'application/json'],
    [undefined, 'application/json'],
  ])('that came as %s is delivered as %s: it is JSON', async (given, delivered) => {
    await receive({ headers: { 'Content-Type': given } });
    expect(parseEnvelope(queue[0] ?? '').contentType).toBe(delivered);
  });

  it('waits in the store when it is too large for the queue', async () => {
    const body = JSON.stringify({ type: 'large', data: { text: 'x'.repeat(300 * 1024) } });
    expect((await receive({ body })).statusCode).toBe(202);
    expect(stored).toEqual([expect.stringMatching(/^bodies\/events\/2026-11-23\/[0-9a-f]{64}$/)]);
    expect(parseEnvelope(queue[0] ?? '')).toMatchObject({ bodyRef: { bytes: body.length } });
  });
});

describe('bad input', () => {
  const key = (value: string | undefined) => ({ headers: { 'Idempotency-Key': value } });

  it.each<[string, ServiceEvent, number, string]>([
    ['no key', key(undefined), 400, 'idempotency-key-missing'],
    ['an empty key', key('""'), 400, 'idempotency-key-missing'],
    ['a key that is too long', key('x'.repeat(65)), 400, 'idempotency-key-missing'],
    ['a key with other characters', key('order 1'), 400, 'idempotency-key-missing'],
    ['a key quoted at one end', key('"order-1'), 400, 'idempotency-key-missing'],
    ['two keys', key('order-1, order-2'), 400, 'idempotency-key-missing'],
    ['an empty body', { body: '' }, 400, 'body-empty'],
    ['text that is not JSON', { body: 'type=a' }, 400, 'event-malformed'],
    [
      'a text that is not UTF-8',
      { body: Buffer.from('{"type":"a","data":{"text":"é"}}', 'latin1') },
      400,
      'event-malformed',
    ],
    ['a list', { body: '[{"type":"a","data":{}}]' }, 400, 'event-malformed'],
    ['null', { body: 'null' }, 400, 'event-malformed'],
    ['no type', { body: '{"data":{}}' }, 400, 'event-malformed'],
    ['an empty type', { body: '{"type":"","data":{}}' }, 400, 'event-malformed'],
    ['a number as its type', { body: '{"type":1,"data":{}}' }, 400, 'event-malformed'],
    ['a type with spaces', { body: '{"type":"a b","data":{}}' }, 400, 'event-malformed'],
    ['no data', { body: '{"type":"a"}' }, 400, 'event-malformed'],
    ['a text as its data', { body: '{"type":"a","data":"{}"}' }, 400, 'event-malformed'],
    ['a list as its data', { body: '{"type":"a","data":[]}' }, 400, 'event-malformed'],
    [
      'a time that is none',
      { body: '{"type":"a","data":{},"timestamp":"2026-13-23T12:00:00Z"}' },
      400,
      'event-malformed',
    ],
    [
      'a number as its time',
      { body: '{"type":"a","data":{},"timestamp":1}' },
      400,
      'event-malformed',
    ],
    ['another method', { method: 'PUT' }, 405, 'method-not-allowed'],
  ])('%s is refused, and nothing is stored', async (_what, event, status, reason) => {
    const answer = await receive(event);
    expect(answer.statusCode).toBe(status);
    expect(answer.headers).toMatchObject({ 'content-type': 'application/problem+json' });
    expect(answer.body).toMatchObject({
      type: `urn:spillway:rejection:${reason}`,
      status,
      detail: expect.any(String),
      trackingId: 'tracking-1',
    });
    expect([...queue, ...stored]).toEqual([]);
    expect(metrics).toEqual([{ name: 'WebhookRejected', source: 'events', reason }]);
  });
});

describe('without what the gateway’s authorizer says, nobody gets in', () => {
  it.each<[string, ServiceEvent]>([
    ['no claims', { claims: null }],
    ['no claims, but headers that look like them', { claims: null, headers: forgedHeaders() }],
    ['another scope', { claims: { scope: 'spillway/events.read' } }],
    ['a scope that begins like ours', { claims: { scope: 'spillway/events.writer' } }],
    ['no scope', { claims: { scope: undefined } }],
    ['an id token', { claims: { token_use: 'id' } }],
    ['no client', { claims: { client_id: undefined } }],
    ['a client id that is none', { claims: { client_id: 'a:b' } }],
  ])('%s', async (_what, event) => {
    const { statusCode, body } = await receive(event);
    expect(statusCode).toBe(401);
    expect(body.type).toBe('urn:spillway:rejection:token-refused');
    expect(queue).toEqual([]);
  });

  it('nor where the configuration has no events', async () => {
    const { statusCode } = await ingestion({}, false)(serviceEvent());
    expect(statusCode).toBe(404);
    expect(queue).toEqual([]);
  });

  it('nor by a webhook’s path, claims or not', async () => {
    const event = { ...githubWebhook({ source: 'events' }), path: '/webhooks/events' };
    const { requestContext } = serviceEvent();
    expect((await ingestion()({ ...event, requestContext })).statusCode).toBe(404);
    expect(queue).toEqual([]);
  });
});

describe('a failure of ours', () => {
  it.each<[string, Error]>([
    ['queue-unavailable', new QueueUnavailableError('failed')],
    ['internal-error', new Error('failed')],
  ])('asks the service to try again: %s', async (reason, error) => {
    const sendMessage = () => Promise.reject(error);
    const { statusCode, headers, body } = await receive({}, { sendMessage });
    expect(statusCode).toBe(503);
    expect(headers).toMatchObject({ 'retry-after': '10' });
    expect(body.type).toBe(`urn:spillway:rejection:${reason}`);
    expect(metrics).toEqual([{ name: 'IntakeFailed', source: 'events', reason }]);
  });
});

it('never logs a body or a token', async () => {
  const body = '{"type":"order.paid","data":{"card":"4111-1111"}}';
  await receive({ body });
  await receive({ body, claims: null });
  await receive({ body }, { sendMessage: () => Promise.reject(new Error('SQS is away')) });
  expect(logs).toHaveLength(3);
  expect(logs.filter((line) => /4111|the\.access\.token/.test(line))).toEqual([]);
});

function forgedHeaders() {
  return { 'client-id': 'billing0client0id', scope: 'spillway/events.write' };
}
