import { Webhook } from 'standardwebhooks';
import { afterEach, describe, expect, it } from 'vitest';
import type { FaultName } from '../../client/faults/catalogue.ts';
import type { Fault } from '../../client/faults/fault.ts';
import { type Sink, startSink } from '../sink/start-sink.ts';

const secret = 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function start(name: FaultName, rest: Partial<Fault> = {}): Promise<Sink> {
  const fault: Fault = { name, destination: 'app', share: 1, ...rest };
  const sink = await startSink({ port: 0, secretsOf: () => [secret], faults: () => [fault] });
  stops.push(() => sink.stop());
  return sink;
}

function deliver({ url }: Sink, destination = 'app', milliseconds = 10_000): Promise<Response> {
  const now = new Date();
  return fetch(`${url}/${destination}`, {
    method: 'POST',
    headers: {
      'webhook-id': 'id-1',
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign('id-1', now, '{}'),
    },
    body: '{}',
    signal: AbortSignal.timeout(milliseconds),
  });
}

const taken = ({ arrivals }: Sink) => arrivals.counts().total;

describe('a destination', () => {
  it('that is down takes nothing and answers 503, and others are well', async () => {
    const sink = await start('destination-down');
    expect((await deliver(sink)).status).toBe(503);
    expect(taken(sink)).toBe(0);
    expect((await deliver(sink, 'audit')).status).toBe(204);
  });

  it('that is down answers the status that was asked for', async () => {
    expect((await deliver(await start('destination-down', { status: 410 }))).status).toBe(410);
  });

  it('that resets takes nothing and breaks off the connection', async () => {
    const sink = await start('destination-resets');
    await expect(deliver(sink)).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
    expect(taken(sink)).toBe(0);
  });

  it('that answers 429 takes nothing and says when to come again', async () => {
    const sink = await start('destination-429', { seconds: 7 });
    const answer = await deliver(sink);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '7']);
    expect(taken(sink)).toBe(0);
  });

  it('that is slow takes it at once and says so late', async () => {
    const sink = await start('destination-slow', { seconds: 0.4 });
    const began = performance.now();
    const answering = deliver(sink);
    expect((await answering).status).toBe(204);
    expect(performance.now() - began).toBeGreaterThan(390);
    expect(taken(sink)).toBe(1);
  });

  it('that hangs takes it and never answers', async () => {
    const sink = await start('destination-hangs');
    await expect(deliver(sink, 'app', 500)).rejects.toThrow('timeout');
    expect(taken(sink)).toBe(1);
  });

  it('that answers garbage takes it and calls noise JSON', async () => {
    const sink = await start('destination-garbage');
    const answer = await deliver(sink);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json']);
    await expect(answer.json()).rejects.toThrow();
    expect(taken(sink)).toBe(1);
  });
});
