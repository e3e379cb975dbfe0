import { createHmac } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { githubSecret, githubWebhook } from '../../test/factories/github-webhook.ts';
import { linesTo } from '../../test/factories/line.ts';
import { parseEnvelope } from '../webhook/envelope.ts';
import { createIngestion } from './ingestion.ts';
import { createReceiveWebhook } from './receive-webhook.ts';

const trueTime = Date.parse('2026-11-23T12:00:00.000Z');
const minute = 60_000;

let queue: string[];
let clock: number;
beforeEach(() => {
  queue = [];
  clock = trueTime;
});

/** @param whileReading what Secrets Manager's answer does to the clock */
function ingestion(whileReading = () => {}) {
  const readSecrets = async () => {
    whileReading();
    return [{ slot: 'current', value: githubSecret }];
  };
  return createIngestion({
    receiveWebhook: createReceiveWebhook({
      sources: { stripe: { sender: 'stripe' } },
      readSecrets,
      refreshSecrets: readSecrets,
      sendMessage: async (message) => void queue.push(message),
      messageLimitBytes: 262_144,
      storeBody: () => Promise.reject(new Error('not needed')),
      now: () => clock,
    }),
    openLine: linesTo(),
    tracing: { annotate: () => {} },
    traceHeader: () => undefined,
  });
}

/** A webhook that Stripe signed at that time. */
function signedAt(time: number, requestTimeEpoch?: number) {
  const body = '{"id":"evt_1","type":"charge.refunded"}';
  const seconds = Math.floor(time / 1000);
  const signature = createHmac('sha256', githubSecret).update(`${seconds}.${body}`).digest('hex');
  const headers = { 'Stripe-Signature': `t=${seconds},v1=${signature}` };
  const event = githubWebhook({ source: 'stripe', body, headers });
  return { ...event, requestContext: { ...event.requestContext, requestTimeEpoch } as never };
}

describe("a sender's timestamp", () => {
  it.each([-10, 10])(
    "is judged by the gateway's time where our clock is %d min off",
    async (off) => {
      clock = trueTime + off * minute;
      const genuine = await ingestion()(signedAt(trueTime, trueTime));
      expect(genuine.statusCode).toBe(202);
      expect(parseEnvelope(queue[0] ?? '').receivedAt).toBe('2026-11-23T12:00:00.000Z');
      const old = await ingestion()(signedAt(clock, trueTime));
      expect(JSON.parse(old.body).type).toMatch(/timestamp-(expired|in-future)$/);
    },
  );

  it('is judged, without a gateway, by what the answer with the secrets tells', async () => {
    clock = trueTime - 10 * minute;
    const corrected = ingestion(() => {
      clock = trueTime;
    });
    expect((await corrected(signedAt(trueTime))).statusCode).toBe(202);
  });
});
