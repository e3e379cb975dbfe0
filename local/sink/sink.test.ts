import { createHash, createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { afterEach, describe, expect, it } from 'vitest';
import type { Arrival } from './arrivals.ts';
import { type Sink, startSink } from './start-sink.ts';
import { isSigned } from './verify-delivery.ts';

const secret = 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

async function start() {
  const arrived: Arrival[] = [];
  const refused: string[] = [];
  const sink = await startSink({
    port: 0,
    secretsOf: (destination) => (destination === 'app' ? ['AAAA', secret] : []),
    onArrival: (arrival) => arrived.push(arrival),
    onRefusal: (destination) => refused.push(destination),
  });
  stops.push(() => sink.stop());
  return { sink, arrived, refused };
}

async function deliver(
  { url }: Sink,
  body: string | Buffer,
  { id = 'id-1', destination = 'app', signature = '' } = {},
): Promise<number> {
  const now = new Date();
  const response = await fetch(`${url}/${destination}`, {
    method: 'POST',
    headers: {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': signature || new Webhook(secret).sign(id, now, String(body)),
      'spillway-source': 'github',
      'spillway-type': 'push',
      'spillway-received-at': '2026-11-23T20:00:00.000Z',
    },
    body,
  });
  return response.status;
}

describe('a signature', () => {
  const at = new Date('2026-11-23T20:00:00Z');
  const headers = {
    id: 'id-1',
    timestamp: String(at.getTime() / 1000),
    signature: new Webhook(secret).sign('id-1', at, 'body'),
  };
  const signedWithNothing = `v1,${createHmac('sha256', '')
    .update(`${headers.id}.${headers.timestamp}.body`)
    .digest('base64')}`;
  const [, good = ''] = headers.signature.split(',');
  const check = (changes: Partial<typeof headers>, now = at.getTime(), secrets = [secret]) =>
    isSigned(Buffer.from('body'), { ...headers, ...changes }, secrets, now);

  it.each([
    ['as the reference implementation makes it', check({})],
    ['among others', check({ signature: `v1a,x v1,AAAA ${headers.signature}` })],
    ['with the secret’s prefix', check({}, at.getTime(), [`whsec_${secret}`])],
    ['five minutes later', check({}, at.getTime() + 300_000)],
  ])('is taken %s', (_, isTaken) => {
    expect(isTaken).toBe(true);
  });

  it.each([
    ['of another version', check({ signature: `v2,${good}` })],
    ['of another id', check({ id: 'id-2' })],
    ['of another time', check({ timestamp: String(at.getTime() / 1000 + 1) })],
    ['that is cut short', check({ signature: headers.signature.slice(0, -8) })],
    ['that is missing', check({ signature: '' })],
    ['without an id', check({ id: '' })],
    ['that is too old', check({}, at.getTime() + 301_000)],
    ['from the future', check({}, at.getTime() - 301_000)],
    ['without a time', check({ timestamp: 'soon' })],
    [
      'under an empty secret',
      check({ signature: signedWithNothing }, at.getTime(), ['', 'whsec_']),
    ],
    ['without any secret', check({}, at.getTime(), [])],
  ])('is refused %s', (_, isTaken) => {
    expect(isTaken).toBe(false);
  });
});

describe('the sink', () => {
  it('takes a signed delivery and tells of it', async () => {
    const { sink, arrived } = await start();
    expect(await deliver(sink, 'a=1&b=é')).toBe(204);
    const arrival = {
      deliveryId: 'id-1',
      destination: 'app',
      source: 'github',
      type: 'push',
      receivedAt: '2026-11-23T20:00:00.000Z',
      arrivedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      bytes: 8,
      sha256: createHash('sha256').update('a=1&b=é').digest('hex'),
    };
    expect(arrived).toEqual([arrival]);
    const told = await fetch(`${sink.url}/deliveries`);
    expect(await told.json()).toEqual({ next: 1, deliveries: [arrival] });
  });

  it('takes bytes that are no text', async () => {
    const { sink } = await start();
    const body = Buffer.from([0xff, 0xfe, 0, 1]);
    const mac = createHmac('sha256', Buffer.from(secret, 'base64'))
      .update(`binary.${Math.floor(Date.now() / 1000)}.`)
      .update(body)
      .digest('base64');
    const signature = `v1,${mac}`;
    expect(await deliver(sink, body, { id: 'binary', signature })).toBe(204);
    expect(await deliver(sink, body, { id: 'other', signature })).toBe(401);
  });

  it('refuses a bad signature and an unknown destination, and keeps nothing of them', async () => {
    const { sink, refused } = await start();
    expect(await deliver(sink, 'x', { signature: `v1,${'A'.repeat(43)}=` })).toBe(401);
    expect(await deliver(sink, 'x', { destination: 'unknown' })).toBe(401);
    expect(refused).toEqual(['app', 'unknown']);
    expect(sink.arrivals.counts()).toEqual({ total: 0, distinct: 0 });
  });

  it('counts deliveries and ids apart, and pages from where one stopped', async () => {
    const { sink } = await start();
    for (const id of ['a', 'b', 'a']) await deliver(sink, 'x', { id });
    const counts = await fetch(`${sink.url}/deliveries/counts`);
    expect(await counts.json()).toEqual({ total: 3, distinct: 2 });
    const rest = await fetch(`${sink.url}/deliveries?after=2`);
    expect(await rest.json()).toMatchObject({ next: 3, deliveries: [{ deliveryId: 'a' }] });
    expect((await fetch(`${sink.url}/deliveries?after=x`)).status).toBe(400);
  });
});
