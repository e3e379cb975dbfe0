import { createHash, createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { deliver, secret, start } from './sink-fixture.ts';
import type { Sink } from './start-sink.ts';
import { isSigned } from './verify-delivery.ts';

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
    const told = await fetch(`${sink.url}/deliveries?after=0`);
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
    expect(refused).toEqual(['app: bad signature', 'unknown: bad signature']);
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

describe('an HTTP destination', () => {
  const http = { type: 'http', url: 'https://app.example.com' } as const;

  it.each(['POST', 'PUT', 'PATCH'] as const)(
    'is called with the configured method: %s',
    async (method) => {
      const { sink, arrived, refused } = await start({ app: { ...http, method } });
      expect(await deliver(sink, 'x', { method })).toBe(204);
      const other = method === 'POST' ? 'PUT' : 'POST';
      expect(await deliver(sink, 'x', { method: other })).toBe(405);
      expect(arrived).toHaveLength(1);
      expect(refused).toEqual([`app: ${other} instead of ${method}`]);
    },
  );

  it('is called with all of its headers, whatever their values', async () => {
    const headers = { Authorization: { secret: 'api-key' }, 'x-team': 'a' };
    const { sink, arrived, refused } = await start({ app: { ...http, headers } });
    const sent = { authorization: 'Bearer x', 'x-team': 'a' };
    expect(await deliver(sink, 'x', { headers: sent })).toBe(204);
    expect(await deliver(sink, 'x', { headers: { 'x-team': 'a' } })).toBe(401);
    expect(arrived).toHaveLength(1);
    expect(refused).toEqual(['app: no header Authorization']);
  });

  it('refuses what nobody signed, beside a chat service that takes it', async () => {
    const { sink, arrived } = await start({ app: http, team: { type: 'slack' } });
    const body = '{"text":"hello","content":"hello"}';
    for (const destination of ['app', 'elsewhere', 'toString', 'team/app']) {
      const signature = `v1,${'A'.repeat(43)}=`;
      expect(await deliver(sink, body, { destination, signature })).toBe(401);
    }
    expect(arrived).toEqual([]);
  });

  it('is none where the configuration has a mail, a bus or a queue', async () => {
    const { sink } = await start({
      mail: { type: 'email', from: 'a@example.com', to: ['b@example.com'] },
      bus: { type: 'eventbridge' },
      queue: { type: 'sqs', queueUrl: 'https://sqs.us-east-1.amazonaws.com/000000000000/orders' },
    });
    for (const destination of ['mail', 'bus', 'queue']) {
      expect(await deliver(sink, '{"text":"hello"}', { destination })).toBe(401);
    }
  });
});

describe('a chat service', () => {
  const destinations = { team: { type: 'slack' }, players: { type: 'discord' } } as const;
  const post = (sink: Sink, destination: string, message: object, method = 'POST') =>
    fetch(`${sink.url}/${destination}`, { method, body: JSON.stringify(message) });

  it('takes a message without a signature, and tells of it apart from deliveries', async () => {
    const { sink, messages } = await start(destinations);
    const ok = await post(sink, 'team', { text: 'Released' });
    expect([ok.status, await ok.text()]).toEqual([200, 'ok']);
    expect((await post(sink, 'players', { content: 'Released' })).status).toBe(204);
    const arrivedAt = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/);
    const message = { title: 'Released', arrivedAt };
    expect(messages).toEqual([
      { kind: 'slack', destination: 'team', ...message, bytes: 19 },
      { kind: 'discord', destination: 'players', ...message, bytes: 22 },
    ]);
    const told = await fetch(`${sink.url}/messages?after=1`);
    expect(await told.json()).toEqual({ next: 2, messages: [messages[1]] });
    const deliveries = await fetch(`${sink.url}/deliveries?after=0`);
    expect(await deliveries.json()).toEqual({ next: 0, deliveries: [] });
    expect(sink.arrivals.counts()).toEqual({ total: 0, distinct: 0 });
  });

  it('refuses what it would not take, and says so', async () => {
    const { sink, messages, refused } = await start(destinations);
    expect((await post(sink, 'team', { content: 'Released' })).status).toBe(400);
    expect((await post(sink, 'players', { text: 'Released' })).status).toBe(400);
    expect((await post(sink, 'team', { text: 'Released' }, 'PUT')).status).toBe(405);
    expect(messages).toEqual([]);
    expect(refused).toEqual([
      'team: no message as slack takes it',
      'players: no message as discord takes it',
      'team: PUT instead of POST',
    ]);
  });
});

it('goes on after a request that breaks off, or has a path that is none', async () => {
  const { sink } = await start();
  const broken = new AbortController();
  const sending = fetch(`${sink.url}/app`, {
    method: 'POST',
    body: new ReadableStream({
      start: (controller) => {
        controller.enqueue(Buffer.from('half'));
        setTimeout(() => broken.abort(), 20);
      },
    }),
    duplex: 'half',
    signal: broken.signal,
  });
  await expect(sending).rejects.toThrow('aborted');
  await expect(fetch(`${sink.url}/%`, { method: 'POST', body: 'x' })).rejects.toThrow();
  expect(await deliver(sink, 'x')).toBe(204);
});
