import { createHash, createHmac, sign } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EmbeddedStack } from '../local/boot/embedded-stack.ts';
import { createRequest, type WebhookRequest } from '../service/webhook/request.ts';
import type { Sender } from '../service/webhook/sender.ts';
import { senderOf } from '../service/webhook/sender-of.ts';
import { type SenderName, senders } from '../service/webhook/senders.ts';
import { signRequest } from '../service/webhook/sign-request.ts';
import type { Sample } from '../service/webhook/vectors/sample.ts';
import { assemble, samples } from '../service/webhook/vectors/samples.ts';
import { verifyTokenOf } from '../service/webhook/verify-token.ts';
import { eventually } from './factories/eventually.ts';
import { anotherWebhook, bodyAtThisTime } from './factories/sample-webhook.ts';
import { sendRequest } from './factories/send-request.ts';
import { startFixtureStack } from './factories/start-fixture-stack.ts';
import configuration from './fixtures/all-senders.config.ts';

const configFile = join(import.meta.dirname, 'fixtures/all-senders.config.ts');
const names = Object.keys(senders) as SenderName[];
const sources = [...names, 'acme'] as const;
type SourceName = (typeof sources)[number];

let stack: EmbeddedStack;

beforeAll(async () => {
  // Every request reads its secret anew: no test has to wait for a rotated one.
  stack = await startFixtureStack({ configFile, context: { secretCacheSeconds: '0' } });
});

afterAll(() => stack?.stop());

const send = (source: string, request: WebhookRequest) =>
  sendRequest(stack.endpoint, source, request);

const rowOf = (source: SourceName): Sender => senderOf(configuration.sources[source]);

const acmeSample: Pick<Sample, 'body' | 'contentType' | 'headers' | 'deliveryId'> = {
  body: '{"id":"acme-1","type":"made"}',
  contentType: 'application/json',
  headers: {},
  deliveryId: 'acme-1',
};

const sampleOf = (source: SourceName) => (source === 'acme' ? acmeSample : samples[source]);

/** Signed from the sender's row, with the secret that the stack made up for the source. */
function signed(source: SourceName, request: WebhookRequest): WebhookRequest {
  const { secret = '', privateKey } = stack.sources[source] ?? {};
  if (privateKey !== undefined) return signedByKey(request, privateKey);
  const { publicUrl } = configuration.sources[source] as { publicUrl?: string };
  const made = signRequest(rowOf(source), request, secret, { now: Date.now(), publicUrl });
  if (made === undefined) throw new Error(`${source} has no usable development secret`);
  return made;
}

/** As Discord signs. */
function signedByKey(request: WebhookRequest, privateKey: string): WebhookRequest {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const message = Buffer.concat([Buffer.from(timestamp), request.body]);
  const signature = sign(null, message, privateKey).toString('hex');
  const headers = { 'x-signature-timestamp': timestamp, 'x-signature-ed25519': signature };
  return { ...request, headers: { ...request.headers, ...headers } };
}

const withDeliveryId = expect.stringMatching(/^{"deliveryId":".+"}$/);
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

function arrivedFrom(source: string) {
  return stack.arrivals.page(0).deliveries.filter((arrival) => arrival.source === source);
}

async function expectToArrive(source: SourceName, request: WebhookRequest): Promise<void> {
  const answer = await send(source, request);
  const row = rowOf(source);
  expect(answer.status).toBe(row.acceptedStatus);
  expect(answer.body).toEqual(row.isAnswerEmpty ? '' : withDeliveryId);
  const hash = sha256(request.body);
  await eventually(`${source} arrived`, () =>
    arrivedFrom(source).some((arrival) => arrival.sha256 === hash),
  );
}

it('has a source for every sender that is known, and one of a sender of its own', () => {
  expect(Object.keys(stack.sources).sort()).toEqual([...sources].sort());
});

describe('signed with the development secret', () => {
  it.each(sources)('%s: a webhook is answered as the sender wants, and arrives', async (source) => {
    await expectToArrive(source, signed(source, anotherWebhook(sampleOf(source))));
  });

  it.each(sources)('%s: one that was changed on the way gets 401', async (source) => {
    const genuine = signed(source, anotherWebhook(sampleOf(source)));
    const body = Buffer.concat([genuine.body, Buffer.from('x')]);
    const answer = await send(source, { ...genuine, body });
    expect(answer.status).toBe(401);
    expect(JSON.parse(answer.body).type).toBe('urn:spillway:rejection:signature-mismatch');
  });
});

describe('a handshake is answered as docs/senders.md lists it', () => {
  const challenge = '3eZbrw1aBm2rZgRNFdxV2595';
  const asking = (query: Record<string, string>) =>
    createRequest({ method: 'GET', query, body: Buffer.alloc(0) });
  const posting = (json: object, headers: Record<string, string> = {}) =>
    createRequest({
      headers: { 'content-type': 'application/json', ...headers },
      body: Buffer.from(JSON.stringify(json)),
    });
  const secretOf = (source: SenderName) => stack.sources[source]?.secret ?? '';
  const hmac = (source: SenderName, encoding: 'hex' | 'base64') =>
    createHmac('sha256', secretOf(source)).update(challenge).digest(encoding);

  interface Asked {
    readonly request: () => WebhookRequest;
    readonly status: number;
    readonly body: () => unknown;
    readonly headers?: object;
  }
  const plain = {
    'content-type': 'text/plain; charset=utf-8',
    'x-content-type-options': 'nosniff',
  };

  const asked: Readonly<Record<string, Asked>> = {
    'github ping': {
      request: () =>
        signed(
          'github',
          posting({ zen: 'x' }, { 'x-github-event': 'ping', 'x-github-delivery': '1' }),
        ),
      status: 202,
      body: () => withDeliveryId,
    },
    'slack url_verification': {
      request: () => signed('slack', posting({ type: 'url_verification', challenge })),
      status: 200,
      body: () => JSON.stringify({ challenge }),
    },
    'zoom endpoint.url_validation': {
      request: () =>
        signed(
          'zoom',
          posting({ event: 'endpoint.url_validation', payload: { plainToken: challenge } }),
        ),
      status: 200,
      body: () => JSON.stringify({ plainToken: challenge, encryptedToken: hmac('zoom', 'hex') }),
    },
    'meta hub.challenge': {
      request: () =>
        asking({
          'hub.mode': 'subscribe',
          'hub.verify_token': verifyTokenOf({ slot: 'current', value: secretOf('meta') }),
          'hub.challenge': challenge,
        }),
      status: 200,
      body: () => challenge,
      headers: plain,
    },
    'dropbox challenge': {
      request: () => asking({ challenge }),
      status: 200,
      body: () => challenge,
      headers: plain,
    },
    'asana X-Hook-Secret': {
      request: () => posting({}, { 'x-hook-secret': challenge }),
      status: 200,
      body: () => '',
      headers: { 'x-hook-secret': challenge },
    },
    'intercom ping': {
      request: () => signed('intercom', posting({ topic: 'ping' })),
      status: 200,
      body: () => withDeliveryId,
    },
    'discord interaction PING': {
      request: () => signed('discord', posting({ type: 1 })),
      status: 200,
      body: () => '{"type":1}',
    },
    'discord event PING': {
      request: () => signed('discord', posting({ version: 1, type: 0 })),
      status: 204,
      body: () => '',
    },
    'x crc_token': {
      request: () => asking({ crc_token: challenge }),
      status: 200,
      body: () => JSON.stringify({ response_token: `sha256=${hmac('x', 'base64')}` }),
    },
  };

  const listed = names.flatMap((name) => {
    const row: Sender = senders[name];
    return (row.handshakes ?? []).map((handshake) => [name, handshake.name] as const);
  });

  it.each(listed)('%s: %s', async (source, handshake) => {
    const { request, status, body, headers = {} } = asked[`${source} ${handshake}`] as Asked;
    const answer = await send(source, request());
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject(headers);
    expect(answer.body).toEqual(body());
  });

  it.each([
    ['slack', posting({ type: 'url_verification', challenge }), 401],
    [
      'zoom',
      posting({ event: 'endpoint.url_validation', payload: { plainToken: challenge } }),
      401,
    ],
    ['discord', posting({ type: 1 }), 401],
    [
      'meta',
      asking({ 'hub.mode': 'subscribe', 'hub.verify_token': 'x', 'hub.challenge': '1' }),
      403,
    ],
    ['x', asking({ crc_token: '{"for_user_id":"1"}' }), 403],
    ['dropbox', asking({ challenge: '<script>' }), 403],
  ] as const)('and refused to a stranger: %s', async (source, request, status) => {
    expect((await send(source, request)).status).toBe(status);
  });
});

describe('a probe is answered, and nothing of it arrives', () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const slack = (body: string) => createRequest({ headers: form, body: Buffer.from(body) });

  it.each([
    ['intercom', createRequest({ method: 'HEAD', body: Buffer.of() })],
    ['slack', slack('ssl_check=1&token=abc')],
  ] as const)('of %s', async (source, request) => {
    expect(await send(source, request)).toMatchObject({ status: 200, body: '' });
  });

  it('unless it brings a command', async () => {
    expect((await send('slack', slack('ssl_check=1&command=%2Fdeploy'))).status).toBe(401);
  });
});

describe('what else a sender sends', () => {
  it.each([
    ['a command of Discord', 'discord', '{"type":2,"id":"command-1"}', 202],
    ['a modal of Discord', 'discord', '{"type":5,"id":"modal-1"}', 202],
    ['a body of Stripe that is no JSON', 'stripe', 'no JSON', 202],
    ['an empty body of GitHub', 'github', '', 202],
  ] as const)('arrives: %s', async (_, source, text, status) => {
    const body = Buffer.from(text);
    expect((await send(source, signed(source, createRequest({ body })))).status).toBe(status);
    await eventually(`${text} arrived`, () =>
      arrivedFrom(source).some((arrival) => arrival.sha256 === sha256(body)),
    );
  });

  it('arrives: a PUT of Zendesk, and a GET of Twilio as a form', async () => {
    const put = signed('zendesk', { ...anotherWebhook(samples.zendesk), method: 'PUT' });
    expect((await send('zendesk', put)).status).toBe(202);
    const query = { foo: '1', bar: '2', MessageStatus: 'sent' };
    const get = signed('twilio', createRequest({ method: 'GET', query, body: Buffer.of() }));
    expect((await send('twilio', get)).status).toBe(204);
    const bodies = [put.body, Buffer.from('foo=1&bar=2&MessageStatus=sent')];
    await eventually('both arrived', () =>
      bodies.every((body) =>
        stack.arrivals.page(0).deliveries.some((arrival) => arrival.sha256 === sha256(body)),
      ),
    );
  });
});

describe("signed by the sender's own package, or as its document says", () => {
  it.each(names)('%s', async (source) => {
    const sample: Sample = samples[source];
    const { secrets } = stack;
    const stored = secrets.find(`spillway/dev/sources/${source}`);
    secrets.put(stored, JSON.stringify({ current: sample.secret }), ['AWSCURRENT']);
    const body = Buffer.from(bodyAtThisTime(sample));
    await expectToArrive(source, assemble(sample, body, await sample.sign(body, Date.now())));
  });
});

it('nothing else arrived than what was genuine', async () => {
  // A webhook and a sample of each, the two pings that are stored like any webhook, and what else is sent above.
  const expected = sources.length + names.length + 2 + 6;
  const ids = () =>
    stack.arrivals.page(0).deliveries.map(({ source, deliveryId }) => `${source} ${deliveryId}`);
  await eventually('all have arrived', () => ids().length >= expected);
  expect(new Set(ids()).size).toBe(expected);
  expect(ids()).toHaveLength(expected);
});
