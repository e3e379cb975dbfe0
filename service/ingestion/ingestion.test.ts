import { createHmac } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  type GithubWebhook,
  githubSecret,
  githubSignature,
  githubWebhook,
} from '../../test/factories/github-webhook.ts';
import { linesTo } from '../../test/factories/line.ts';
import {
  BodyStoreUnavailableError,
  QueueUnavailableError,
  SecretsUnavailableError,
} from '../errors.ts';
import { decodeBody, parseEnvelope } from '../webhook/envelope.ts';
import type { SigningSecret } from '../webhook/signing-secret.ts';
import { createIngestion } from './ingestion.ts';
import { createReceiveWebhook, type ReceiveWebhookPorts } from './receive-webhook.ts';

const messageLimitBytes = 262_144;
const current: SigningSecret = { slot: 'current', value: githubSecret };

let queue: string[];
let metrics: { name: string; dimensions: object }[];
let logs: string[];
let stored: { key: string; body: Buffer }[];

beforeEach(() => {
  queue = [];
  metrics = [];
  logs = [];
  stored = [];
});

function ingestion(ports: Partial<ReceiveWebhookPorts> = {}) {
  const secrets = [current];
  const log = (...parts: unknown[]) => {
    logs.push(
      JSON.stringify(parts, (_key, value) => (value instanceof Error ? String(value) : value)),
    );
  };
  return createIngestion({
    receiveWebhook: createReceiveWebhook({
      sources: { github: { sender: 'github' } },
      readSecrets: async () => secrets,
      refreshSecrets: async () => secrets,
      sendMessage: async (message) => {
        queue.push(message);
      },
      messageLimitBytes,
      storeBody: async (key, body) => {
        stored.push({ key, body });
        return { bucket: 'bodies', key, bytes: body.length, sha256: key.slice(-64) };
      },
      now: () => Date.parse('2026-11-23T12:00:00.000Z'),
      ...ports,
    }),
    openLine: linesTo({
      count: (name, dimensions) => metrics.push({ name, dimensions }),
      end: (_level, ...parts) => log(...parts),
    }),
    tracing: { annotate: () => {} },
    traceHeader: () => 'Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1',
  });
}

async function receive(webhook: GithubWebhook, ports?: Partial<ReceiveWebhookPorts>) {
  const { statusCode, headers, body } = await ingestion(ports)(githubWebhook(webhook));
  return { statusCode, headers, body: JSON.parse(body) };
}

describe('a genuine webhook', () => {
  it('is answered with its delivery id once it is on the queue', async () => {
    const answer = await receive({});
    expect(answer.statusCode).toBe(202);
    expect(answer.body).toEqual({ deliveryId: '72d3162e-cc78-11e3-81ab-4c9367dc0958' });
    expect(queue.map(parseEnvelope)).toEqual([
      {
        v: 1,
        deliveryId: '72d3162e-cc78-11e3-81ab-4c9367dc0958',
        source: 'github',
        provider: 'github',
        type: 'ping',
        receivedAt: '2026-11-23T12:00:00.000Z',
        contentType: 'application/json',
        headers: {
          'x-github-event': 'ping',
          'x-github-delivery': '72d3162e-cc78-11e3-81ab-4c9367dc0958',
        },
        trackingId: 'tracking-1',
        trace: 'Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1',
        body: '{"zen":"Keep it logically awesome."}',
      },
    ]);
  });

  it.each([
    ['text that is not JSON', Buffer.from('this is { not JSON')],
    ['a form', Buffer.from('payload=%7B%22zen%22%3A%22%24%24+%24%26%22%7D')],
    ['bytes that are not UTF-8', Buffer.from([0xff, 0xfe, 0x00, 0x80])],
    ['characters that SQS refuses', Buffer.from('{"text":"\uFFFE\uFFFF"}')],
    ['a byte order mark and a trailing newline', Buffer.from('\uFEFF{}\n')],
    ['replacement patterns', Buffer.from('{"text":"$$ $& $1"}')],
  ])('keeps the exact bytes of %s', async (_what, body) => {
    expect((await receive({ body })).statusCode).toBe(202);
    expect(queue.map((message) => decodeBody(parseEnvelope(message)))).toEqual([body]);
  });

  it('is found by header names in any case', async () => {
    const headers = {
      'X-Hub-Signature-256': undefined,
      'x-HUB-signature-256': githubSignature(Buffer.from('{}')),
    };
    expect((await receive({ body: '{}', headers })).statusCode).toBe(202);
  });

  it.each(['/webhooks/github', '/webhooks/github/'])(
    'is of the source in the path %s, where that source has a resource of its own',
    async (path) => {
      const event = {
        ...githubWebhook(),
        resource: '/webhooks/github',
        path,
        pathParameters: null,
      };
      const { statusCode } = await ingestion()(event);
      expect(statusCode).toBe(202);
    },
  );

  it('is accepted with either secret while one replaces the other', async () => {
    const secrets = [
      { slot: 'current', value: 'the new one' },
      { slot: 'previous', value: githubSecret },
    ];
    const ports = { readSecrets: async () => secrets, refreshSecrets: async () => secrets };
    expect((await receive({}, ports)).statusCode).toBe(202);
    expect((await receive({ secret: 'the new one' }, ports)).statusCode).toBe(202);
  });

  it('is accepted with a secret that was rotated a moment ago', async () => {
    const answer = await receive(
      { secret: 'rotated' },
      { refreshSecrets: async () => [{ slot: 'current', value: 'rotated' }, current] },
    );
    expect(answer.statusCode).toBe(202);
  });

  it('counts once, by source', async () => {
    await receive({});
    expect(metrics).toEqual([{ name: 'WebhookAccepted', dimensions: { source: 'github' } }]);
  });
});

const signed = githubSignature(Buffer.from('{"zen":"Keep it logically awesome."}'));

describe('bad input', () => {
  it.each<[string, GithubWebhook, number, string]>([
    ['a wrong signature', { secret: 'not ours' }, 401, 'signature-mismatch'],
    ['no signature', { headers: { 'X-Hub-Signature-256': undefined } }, 401, 'signature-missing'],
    ['an empty signature', { headers: { 'X-Hub-Signature-256': '' } }, 401, 'signature-missing'],
    [
      'a truncated signature',
      { headers: { 'X-Hub-Signature-256': signed.slice(0, -1) } },
      401,
      'signature-malformed',
    ],
    [
      'an upper-case signature',
      { headers: { 'X-Hub-Signature-256': `sha256=${signed.slice(7).toUpperCase()}` } },
      401,
      'signature-malformed',
    ],
    [
      'a signature that is not ASCII',
      { headers: { 'X-Hub-Signature-256': `sha256=${'é'.repeat(64)}` } },
      401,
      'signature-malformed',
    ],
    [
      'a signature of another scheme',
      { headers: { 'X-Hub-Signature-256': signed.replace('sha256', 'sha1') } },
      401,
      'signature-malformed',
    ],
    [
      'a signature over another body',
      { body: '{}', headers: { 'X-Hub-Signature-256': signed } },
      401,
      'signature-mismatch',
    ],
    [
      'an empty body without a signature',
      { body: '', headers: { 'X-Hub-Signature-256': undefined } },
      401,
      'signature-missing',
    ],
    ['an unknown source', { source: 'nobody' }, 404, 'unknown-source'],
    [
      'a source named like a property of every object',
      { source: 'constructor' },
      404,
      'unknown-source',
    ],
    ['another method', { method: 'GET' }, 405, 'method-not-allowed'],
  ])('%s is refused, and nothing is stored', async (_what, webhook, status, reason) => {
    const answer = await receive(webhook);
    expect(answer.statusCode).toBe(status);
    expect(answer.headers).toMatchObject({ 'content-type': 'application/problem+json' });
    expect(answer.body).toMatchObject({
      type: `urn:spillway:rejection:${reason}`,
      status,
      trackingId: 'tracking-1',
    });
    expect(queue).toEqual([]);
    expect(metrics.filter(({ name }) => name !== 'RejectionExplained')).toMatchObject([
      { name: 'WebhookRejected', dimensions: { reason } },
    ]);
  });

  it('is logged with the status that the caller got', async () => {
    await receive({ source: 'unknown' });
    expect(logs[0]).toContain('"status":404,"reason":"unknown-source"');
  });

  it('says which method is allowed', async () => {
    expect((await receive({ method: 'GET' })).headers).toMatchObject({ allow: 'POST' });
  });

  it('never makes a dimension of a name that a stranger chose', async () => {
    await receive({ source: 'minted-by-a-stranger' });
    expect(metrics).toEqual([
      { name: 'WebhookRejected', dimensions: { source: 'unknown', reason: 'unknown-source' } },
    ]);
  });
});

describe('a body that is too large for the queue', () => {
  it('waits in the store, and the message refers to it', async () => {
    const body = Buffer.alloc(300 * 1024, 'x');
    expect((await receive({ body })).statusCode).toBe(202);
    expect(stored).toEqual([
      { key: expect.stringMatching(/^bodies\/github\/2026-11-23\/[0-9a-f]{64}$/), body },
    ]);
    const { bodyRef, ...rest } = parseEnvelope(queue[0] ?? '');
    expect(bodyRef).toMatchObject({ bucket: 'bodies', key: stored[0]?.key, bytes: body.length });
    expect(rest).not.toHaveProperty('body');
  });

  it.each([
    ['plain', 'x'],
    ['quotes', '"'],
    ['many bytes', 'é'],
    ['bytes that are not text', '\u00ff'],
  ])('is told by the exact bytes of its message: %s', async (_what, character) => {
    const encoding = character === '\u00ff' ? 'latin1' : 'utf8';
    // Search for the longest body that still fits, then add one character.
    let [fits, spills] = [0, messageLimitBytes];
    while (spills - fits > 1) {
      const middle = Math.floor((fits + spills) / 2);
      stored = [];
      await receive({ body: Buffer.from(character.repeat(middle), encoding) });
      if (stored.length === 0) fits = middle;
      else spills = middle;
    }
    queue = [];
    await receive({ body: Buffer.from(character.repeat(fits), encoding) });
    const bytes = Buffer.byteLength(queue[0] ?? '');
    expect(bytes).toBeLessThanOrEqual(messageLimitBytes);
    expect(bytes).toBeGreaterThan(messageLimitBytes - 8);
  });

  it('is not acknowledged when the store is away', async () => {
    const storeBody = () => Promise.reject(new BodyStoreUnavailableError('away'));
    const answer = await receive({ body: Buffer.alloc(300 * 1024, 'x') }, { storeBody });
    expect(answer.statusCode).toBe(503);
    expect(answer.body.type).toBe('urn:spillway:rejection:store-unavailable');
    expect(queue).toEqual([]);
  });
});

describe('what else a sender needs', () => {
  const zoom = { zoom: { sender: 'zoom' } } as const;

  it('says what the likely mistake behind a refused signature is', async () => {
    const body = '{ "a": 1 }';
    const headers = { 'X-Hub-Signature-256': githubSignature(Buffer.from('{"a":1}')) };
    expect((await receive({ body, headers })).statusCode).toBe(401);
    expect(metrics).toContainEqual({
      name: 'RejectionExplained',
      dimensions: { explanation: 'body-reserialized' },
    });
  });

  it('counts the use of a secret that is being replaced', async () => {
    const secrets = [
      { slot: 'current', value: 'new' },
      { slot: 'previous', value: githubSecret },
    ];
    await receive({}, { readSecrets: async () => secrets });
    expect(metrics).toContainEqual({
      name: 'OldSecretUsed',
      dimensions: { source: 'github', slot: 'previous' },
    });
  });

  it('answers a signed handshake without storing anything', async () => {
    const body =
      '{"event":"endpoint.url_validation","payload":{"plainToken":"qgg8vlvZRS6UYooatFL8Aw"}}';
    const timestamp = String(Date.parse('2026-11-23T12:00:00.000Z') / 1000);
    const signature = createHmac('sha256', githubSecret)
      .update(`v0:${timestamp}:${body}`)
      .digest('hex');
    const headers = { 'x-zm-request-timestamp': timestamp, 'x-zm-signature': `v0=${signature}` };
    const answer = await receive({ source: 'zoom', body, headers }, { sources: zoom });
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toEqual({
      plainToken: 'qgg8vlvZRS6UYooatFL8Aw',
      encryptedToken: createHmac('sha256', githubSecret)
        .update('qgg8vlvZRS6UYooatFL8Aw')
        .digest('hex'),
    });
    expect(queue).toEqual([]);
  });

  it('looks for a newer secret before it refuses a handshake, or what could be one', async () => {
    const secrets = [{ slot: 'current', value: 'rotated' }, current];
    const refreshSecrets = async () => secrets;
    const timestamp = String(Date.parse('2026-11-23T12:00:00.000Z') / 1000);
    const send = async (body: string) => {
      const signature = createHmac('sha256', 'rotated')
        .update(`v0:${timestamp}:${body}`)
        .digest('hex');
      const headers = { 'x-zm-request-timestamp': timestamp, 'x-zm-signature': `v0=${signature}` };
      const event = githubWebhook({ source: 'zoom', body, headers });
      return (await ingestion({ sources: zoom, refreshSecrets })(event)).statusCode;
    };
    const token = '{"plainToken":"qgg8vlvZRS6UYooatFL8Aw"}';
    expect(await send(`{"event":"endpoint.url_validation","payload":${token}}`)).toBe(200);
    expect(queue).toEqual([]);
    expect([200, 204]).toContain(await send('{"event":"chat","text":"endpoint.url_validation"}'));
    expect(queue).toHaveLength(1);
  });

  it('answers with the only statuses that the sender takes as success', async () => {
    const body = '{"event":"meeting.started"}';
    const timestamp = String(Date.parse('2026-11-23T12:00:00.000Z') / 1000);
    const signature = createHmac('sha256', githubSecret)
      .update(`v0:${timestamp}:${body}`)
      .digest('hex');
    const headers = { 'x-zm-request-timestamp': timestamp, 'x-zm-signature': `v0=${signature}` };
    const event = githubWebhook({ source: 'zoom', body, headers });
    const { statusCode } = await ingestion({ sources: zoom })(event);
    expect([200, 204]).toContain(statusCode);
    expect(queue).toHaveLength(1);
  });
});

describe('a failure of ours', () => {
  it.each<[string, Partial<ReceiveWebhookPorts>, string]>([
    [
      'the queue refuses',
      { sendMessage: () => Promise.reject(new QueueUnavailableError('away')) },
      'queue-unavailable',
    ],
    [
      'the secrets are away',
      { readSecrets: () => Promise.reject(new SecretsUnavailableError('away')) },
      'secrets-unavailable',
    ],
    ['there is no secret at all', { readSecrets: async () => [] }, 'secrets-unavailable'],
    [
      'the sender signs a URL, and none is configured',
      { sources: { github: { sender: 'square' } } },
      'public-url-missing',
    ],
    ['anything else breaks', { now: () => Number.NaN }, 'internal-error'],
  ])('asks the sender to try again when %s', async (_what, ports, reason) => {
    const headers = { 'x-square-hmacsha256-signature': `${'A'.repeat(43)}=` };
    const answer = await receive({ headers }, ports);
    expect(answer.statusCode).toBe(503);
    expect(answer.headers).toMatchObject({ 'retry-after': '10' });
    expect(answer.body.type).toBe(`urn:spillway:rejection:${reason}`);
    expect(queue).toEqual([]);
    // Never as a rejected webhook: that would tell of a sender with a wrong secret.
    expect(metrics).toEqual([{ name: 'IntakeFailed', dimensions: { source: 'github', reason } }]);
    expect(logs).toEqual([expect.stringContaining('"webhook refused by a failure of ours"')]);
  });
});

it('never logs a body, a signature or a secret', async () => {
  const body = '{"card":"4111-1111"}';
  await receive({ body });
  await receive({ body, secret: 'not ours' });
  await receive({ body }, { sendMessage: () => Promise.reject(new Error('SQS is away')) });
  expect(logs).toHaveLength(3);
  const secrets = ['4111', githubSecret, githubSignature(Buffer.from(body)).slice(7)];
  expect(logs.filter((line) => secrets.some((secret) => line.includes(secret)))).toEqual([]);
});
