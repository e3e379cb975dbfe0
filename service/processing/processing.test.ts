import type { Context, SQSRecord } from 'aws-lambda';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { anEnvelope, anSqsRecord } from '../../test/factories/envelope.ts';
import { linesTo } from '../../test/factories/line.ts';
import { processingPorts } from '../../test/factories/processing-ports.ts';
import { rememberDeliveries } from '../../test/factories/remembered-deliveries.ts';
import { BodyLostError, DeliveryError, DestinationRestsError, PermanentError } from '../errors.ts';
import { deliveryKey } from '../webhook/delivery-key.ts';
import { parseEnvelope } from '../webhook/envelope.ts';
import type { RouteConfig } from '../webhook/route-config.ts';
import type { CircuitBreakers } from './circuit-breakers.ts';
import type { DeadLetter } from './dead-letter.ts';
import type { Delivery } from './delivery.ts';
import { createProcessing } from './processing.ts';
import { createRouteWebhook } from './route-webhook.ts';

type Routes = readonly RouteConfig[];

const maxReceiveCount = 5;
const attemptLimits = { destination: 26, own: 5 };
const both: Routes = [{ name: 'all', match: { source: 'github' }, to: ['app', 'audit'] }];
const one: Routes = [{ name: 'all', match: { source: 'github' }, to: ['app'] }];

let arrived: string[];
let deadLetters: DeadLetter[];
let hidden: [handle: string, seconds: number][];
let counted: [name: string, dimensions: object][];
let recorded: [name: string, value: number][];
let logged: string;
/** What a destination does with a delivery. Doing nothing is a success. */
let behave: (destination: string, delivery: Delivery) => void;
let canSendDeadLetters: boolean;
let parked: [body: string, seconds: number][];
let settledCircuits: number;
/** Of each line: whether it is the only one of its invocation. */
let alone: (boolean | undefined)[];
let circuits: Pick<CircuitBreakers, 'check' | 'run'>;
let now: () => number;
let timeLeftMs: () => number;
/** The reasons of failed deliveries, one after the other. */
let ended: string[];
let memory: ReturnType<typeof rememberDeliveries>;

beforeEach(() => {
  arrived = [];
  deadLetters = [];
  ended = [];
  hidden = [];
  counted = [];
  recorded = [];
  logged = '';
  behave = () => undefined;
  canSendDeadLetters = true;
  memory = rememberDeliveries(() => now());
  parked = [];
  settledCircuits = 0;
  alone = [];
  circuits = { check: async () => undefined, run: (_, work) => work() };
  now = () => Date.parse('2026-11-23T12:00:01Z');
  timeLeftMs = () => 30_000;
});

function process(records: readonly SQSRecord[], routes = one) {
  const log = (...parts: unknown[]) => {
    logged += JSON.stringify(parts, (_, value) =>
      value instanceof Error ? `${value.name}: ${value.message}` : value,
    );
  };
  const logger = { warn: log, error: log } as never;
  const lines = linesTo({
    count: (name, dimensions) => counted.push([name, dimensions]),
    record: (name, value) => recorded.push([name, value]),
    end: (_level, ...parts) => log(...parts),
  });
  const openLine = (isOnly?: boolean) => {
    alone.push(isOnly);
    return lines();
  };
  const destination = (name: string) => ({
    limitSeconds: 15,
    deliver: async (delivery: Delivery) => {
      behave(name, delivery);
      arrived.push(`${delivery.deliveryId} at ${name}`);
    },
  });
  const sendDeadLetter = async (letter: DeadLetter) => {
    if (!canSendDeadLetters) throw new Error('SQS is away');
    deadLetters.push(letter);
  };
  const handle = createProcessing(
    processingPorts({
      routeWebhook: createRouteWebhook(routes, {
        destinations: { app: destination('app'), audit: destination('audit') },
        codeLimitSeconds: 25,
      }),
      fetchBody: async () => {
        throw new BodyLostError('The body is gone');
      },
      circuits: {
        ...circuits,
        settled: async () => {
          settledCircuits++;
        },
      },
      deliverOnce: memory.deliverOnce,
      sendDeadLetter,
      hideMessage: async (receiptHandle, seconds) => {
        hidden.push([receiptHandle, seconds]);
      },
      sendAgain: async (body, seconds) => {
        if (!canSendDeadLetters) throw new Error('SQS is away');
        parked.push([body, seconds]);
      },
      onDeadLetter: (_, reason) => ended.push(reason),
      attemptLimits,
      maxReceiveCount,
      logger,
      openLine,
      countNow: (name) => counted.push([name, {}]),
      now,
    }),
  );
  const context = { getRemainingTimeInMillis: () => timeLeftMs() } as Context;
  return handle({ Records: [...records] }, context);
}

const failed = (response: Awaited<ReturnType<typeof process>>) =>
  response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
const names = () => counted.map(([name]) => name);
const down = () => {
  throw new DeliveryError('Destination app answered 503');
};
const refuse = () => {
  throw new PermanentError('Destination app answered 410', { reason: 'refused' });
};

describe('a webhook', () => {
  it('is delivered to each destination and counted as processed once', async () => {
    expect(failed(await process([anSqsRecord()], both))).toEqual([]);
    expect(arrived).toEqual(['d-1 at app', 'd-1 at audit']);
    expect(names()).toEqual(['WebhookProcessed']);
    expect(logged).toContain('"delivered":{"app":1000,"audit":1000}');
  });

  it('that comes again in another message is acknowledged, counted and not delivered', async () => {
    await process([anSqsRecord()]);
    expect(failed(await process([anSqsRecord(anEnvelope(), { messageId: 'm-2' })]))).toEqual([]);
    expect(arrived).toEqual(['d-1 at app']);
    expect(counted.at(-1)).toEqual(['WebhookDuplicate', { source: 'github' }]);
  });

  it('whose function was killed before it could acknowledge is processed, not a duplicate', async () => {
    await process([anSqsRecord()]);
    await process([anSqsRecord(anEnvelope(), { receiveCount: 2 })]);
    expect(arrived).toEqual(['d-1 at app']);
    expect(names()).toEqual(['WebhookProcessed', 'WebhookProcessed']);
  });

  it('that the SDK sent to the queue twice, since an answer was lost, is counted once', async () => {
    const sent = anEnvelope({ trackingId: 't-1' });
    await process([anSqsRecord(sent), anSqsRecord(sent, { messageId: 'm-2' })]);
    expect(arrived).toEqual(['d-1 at app']);
    expect(names()).toEqual(['WebhookProcessed']);
  });

  it('that its sender sent twice is a duplicate, though both came at once', async () => {
    const [first, again] = ['t-1', 't-2'].map((trackingId) => anEnvelope({ trackingId }));
    await process([anSqsRecord(first), anSqsRecord(again, { messageId: 'm-2' })]);
    expect(names()).toEqual(['WebhookProcessed', 'WebhookDuplicate']);
  });

  it('that is twice in one batch is delivered once', async () => {
    const copies = [anSqsRecord(), anSqsRecord(anEnvelope(), { messageId: 'm-2' })];
    expect(failed(await process(copies))).toEqual([]);
    expect(arrived).toEqual(['d-1 at app']);
    expect(names().toSorted()).toEqual(['WebhookDuplicate', 'WebhookProcessed']);
  });

  it('that is twice in one batch and fails is tried once, and both copies come back', async () => {
    let attempts = 0;
    behave = () => {
      attempts++;
      down();
    };
    const copies = [anSqsRecord(), anSqsRecord(anEnvelope(), { messageId: 'm-2' })];
    expect(failed(await process(copies))).toEqual(['m-1', 'm-2']);
    expect(attempts).toBe(1);
  });

  it('with a fresh nonce is delivered though it was before', async () => {
    await process([anSqsRecord()]);
    await process([anSqsRecord(anEnvelope({ nonce: 'n-1' }), { messageId: 'm-2' })]);
    await process([anSqsRecord(anEnvelope({ nonce: 'n-1' }), { messageId: 'm-3' })]);
    expect(arrived).toEqual(['d-1 at app', 'd-1 at app']);
    expect(names()).toEqual([
      'WebhookProcessed',
      'WebhookProcessed',
      'WebhookReplayed',
      'WebhookDuplicate',
      'WebhookReplayed',
    ]);
  });

  it('waits for us only before its first attempt', async () => {
    await process([anSqsRecord(anEnvelope({ attempts: { destination: 1 } }))]);
    await process([anSqsRecord(anEnvelope({ deliveryId: 'd-2' }), { receiveCount: 2 })]);
    expect(recorded.map(([name]) => name)).toEqual(['EndToEndLatency', 'EndToEndLatency']);
  });

  it('has its age recorded when it first comes, and not when it is sent through again on purpose', async () => {
    await process([anSqsRecord()]);
    expect(recorded).toEqual([
      ['QueueWait', 1000],
      ['EndToEndLatency', 1000],
    ]);
    await process([anSqsRecord(anEnvelope({ nonce: 'n-1' }), { messageId: 'm-2' })]);
    expect(recorded).toHaveLength(2);
  });

  it('that no route takes is logged with ten reasons at most, and counted without them', async () => {
    const routes = Array.from({ length: 12 }, (_, index) => ({
      ...{ name: `route-${index}`, match: { json: { id: [{ prefix: 'in_' }] } }, to: ['app'] },
    }));
    await process([anSqsRecord()], routes);
    expect(counted).toEqual([['WebhookFiltered', { source: 'github', route: 'route-0' }]]);
    expect(logged.split("json.id is not { prefix: 'in_' }")).toHaveLength(11);
    expect(logged).toContain('"moreReasons":2');
  });

  it('of one source is not taken for another with the same delivery id', async () => {
    const routes = [{ name: 'all', match: { source: 'github' }, to: ['app'] }];
    await process([anSqsRecord()], routes);
    const any = [{ name: 'all', match: { source: 'gitlab' }, to: ['app'] }];
    await process([anSqsRecord(anEnvelope({ source: 'gitlab' }), { messageId: 'm-2' })], any);
    expect(arrived).toHaveLength(2);
  });
});

describe('the line of a webhook', () => {
  it('is written at its end, and not at that of its batch', async () => {
    const slow = Promise.withResolvers<void>();
    let checks = 0;
    const check = async () => {
      checks++;
      if (checks === 2) await slow.promise;
    };
    circuits = { ...circuits, check };
    const second = anSqsRecord(anEnvelope({ deliveryId: 'd-2' }), { messageId: 'm-2' });
    const processing = process([anSqsRecord(), second]);
    await vi.waitFor(() => expect(logged).toContain('webhook processed'), 20_000);
    expect(logged).not.toContain('d-2');
    slow.resolve();
    await processing;
    expect(logged).toContain('d-2');
  });

  it('says how each delivery went, and how the webhook did', async () => {
    behave = (name) => (name === 'audit' ? down() : undefined);
    await process([anSqsRecord(anEnvelope({ trackingId: 't-1' }))], both);
    expect(logged).toContain(
      '"attempts":[{"destination":"app","ms":0},{"destination":"audit","ms":0,"error":"Destination app answered 503"}]',
    );
    expect(logged).toContain('"outcome":"retry"');
    behave = () => undefined;
    await process([anSqsRecord(anEnvelope({ trackingId: 't-1' }), { receiveCount: 2 })], both);
    expect(logged).toContain('"attempts":[{"destination":"audit","ms":0}]');
    expect(logged).toContain('"trackingId":"t-1","outcome":"processed"');
  });

  it('has its metrics where it is the only webhook: others would be counted again with it', async () => {
    await process([anSqsRecord()]);
    await process([anSqsRecord(), anSqsRecord(anEnvelope({ deliveryId: 'd-2' }))]);
    expect(alone).toEqual([true, false, false]);
  });
});

describe('a destination that fails for now', () => {
  it('fails its webhook alone, which is hidden for the backoff', async () => {
    behave = (_, { deliveryId }) => (deliveryId === 'd-1' ? down() : undefined);
    const other = anSqsRecord(anEnvelope({ deliveryId: 'd-2' }), { messageId: 'm-2' });
    expect(failed(await process([anSqsRecord(), other]))).toEqual(['m-1']);
    expect(arrived).toEqual(['d-2 at app']);
    expect(hidden).toEqual([['receipt of m-1', 5]]);
    expect(names()).toEqual(['WebhookProcessed']);
  });

  it('is waited for as long as it asks', async () => {
    behave = () => {
      throw new DeliveryError('Destination app answered 429', { retryAfterSeconds: 120 });
    };
    await process([anSqsRecord()]);
    expect(parked.map(([, seconds]) => seconds)).toEqual([125]);
  });

  it.each(['soon', Number.NaN])('is not waited for where it asks for %s', async (asked) => {
    behave = () => {
      throw new DeliveryError('The handler failed', { retryAfterSeconds: asked as number });
    };
    await process([anSqsRecord()]);
    expect(hidden).toEqual([['receipt of m-1', 5]]);
  });

  it('is soon asked again while another function has the delivery, then not before its lease ends', async () => {
    memory.claimed.add(deliveryKey(anEnvelope(), 'app'));
    await process([anSqsRecord()]);
    await process([anSqsRecord(anEnvelope(), { receiveCount: 2 })]);
    expect(arrived).toEqual([]);
    expect(hidden.map(([, seconds]) => seconds)).toEqual([5]);
    expect(parked.map(([, seconds]) => seconds)).toEqual([65]);
  });

  it('does not make the others take the webhook again', async () => {
    behave = (name) => (name === 'audit' ? down() : undefined);
    expect(failed(await process([anSqsRecord()], both))).toEqual(['m-1']);
    expect(logged).toContain('"type":"push","destinations":["audit"]');
    behave = () => undefined;
    await process([anSqsRecord(anEnvelope(), { receiveCount: 2 })], both);
    expect(arrived).toEqual(['d-1 at app', 'd-1 at audit']);
    expect(names()).toEqual(['WebhookProcessed']);
  });

  it('waits at the end of the queue where it waits long: SQS stops all routes at 120,000 in flight', async () => {
    behave = down;
    await process([anSqsRecord(anEnvelope(), { receiveCount: 3 })]);
    expect(hidden).toEqual([]);
    const [[body = '', seconds] = []] = parked;
    expect(seconds).toBe(80);
    expect(parseEnvelope(body)).toEqual(
      anEnvelope({ trackingId: 'm-1', attempts: { destination: 3, own: 0 } }),
    );
    // In SQS's metrics, delayed messages have no age.
    expect(recorded.filter(([name]) => name !== 'QueueWait')).toEqual([['PutBackAge', 1_000]]);
    expect(counted).toEqual([]);
  });

  it('goes on with its attempts in the next message', async () => {
    behave = down;
    const attempts = { destination: 3, own: 0 };
    await process([anSqsRecord(anEnvelope({ attempts }))]);
    const [[body = '', seconds] = []] = parked;
    expect(seconds).toBe(320);
    expect(parseEnvelope(body).attempts).toEqual({ destination: 4, own: 0 });
  });

  it('is put back on the last receive that SQS allows, since its attempts are not used up', async () => {
    behave = down;
    await process([anSqsRecord(anEnvelope(), { receiveCount: maxReceiveCount })]);
    expect(parked.map(([body]) => parseEnvelope(body).attempts)).toEqual([
      { destination: 5, own: 0 },
    ]);
    expect(names()).toEqual(['LastReceiveBegun', 'LastReceiveEnded']);
  });

  it('comes back by its visibility timeout when it can not be put back', async () => {
    behave = down;
    canSendDeadLetters = false;
    const last = anSqsRecord(anEnvelope(), { receiveCount: 3 });
    expect(failed(await process([last]))).toEqual(['m-1']);
    expect(hidden).toEqual([['receipt of m-1', 80]]);
  });

  it('has a dead letter of its own after its last attempt, which starts from none', async () => {
    behave = (name) => (name === 'app' ? down() : undefined);
    const attempts = { destination: 25, own: 0 };
    expect(failed(await process([anSqsRecord(anEnvelope({ attempts }))], both))).toEqual([]);
    expect(arrived).toEqual(['d-1 at audit']);
    expect(deadLetters).toMatchObject([
      { attributes: { reason: 'exhausted', destination: 'app' } },
    ]);
    const [letter] = deadLetters;
    expect(parseEnvelope(letter?.body ?? '')).toEqual(anEnvelope({ nonce: 'm-1', to: ['app'] }));
    expect(ended).toEqual(['exhausted']);
    expect(counted).toEqual([
      ['FinalAttemptFailed', { source: 'github' }],
      ['WebhookDeadLettered', { source: 'github', reason: 'exhausted' }],
    ]);
  });
});

describe('a failure of our own', () => {
  const buggy: Routes = [
    {
      name: 'buggy',
      match: { source: 'github' },
      to: ['app'],
      transform: () => {
        throw new TypeError('json.commit is undefined');
      },
    },
    { name: 'sound', match: { source: 'github' }, to: ['audit'] },
  ];

  it('uses an attempt of its own, and leaves the other route alone', async () => {
    expect(failed(await process([anSqsRecord()], buggy))).toEqual(['m-1']);
    expect(arrived).toEqual(['d-1 at audit']);
    expect(hidden).toEqual([['receipt of m-1', 5]]);
  });

  it('ends after five attempts, however often the destination failed before', async () => {
    const attempts = { destination: 20, own: 3 };
    await process([anSqsRecord(anEnvelope({ attempts }))], buggy);
    expect(parked.map(([body]) => parseEnvelope(body).attempts)).toEqual([
      { destination: 20, own: 4 },
    ]);
    await process([anSqsRecord(parked[0]?.[0] ?? '', { messageId: 'm-2' })], buggy);
    expect(deadLetters).toMatchObject([
      { attributes: { reason: 'exhausted', lastError: 'json.commit is undefined' } },
    ]);
  });

  it('is charged beside a destination that fails at the same time', async () => {
    behave = (name) => (name === 'audit' ? down() : undefined);
    const attempts = { destination: 6, own: 1 };
    await process([anSqsRecord(anEnvelope({ attempts }))], buggy);
    expect(parked.map(([body]) => parseEnvelope(body).attempts)).toEqual([
      { destination: 7, own: 2 },
    ]);
  });
});

describe('a delivery for which the invocation has too little time left', () => {
  it('is not begun, and its webhook is put back with its attempts unchanged', async () => {
    timeLeftMs = () => 16_999;
    const attempts = { destination: 3, own: 1 };
    expect(failed(await process([anSqsRecord(anEnvelope({ attempts }))]))).toEqual([]);
    expect(arrived).toEqual([]);
    expect(parked.map(([body]) => parseEnvelope(body).attempts)).toEqual([attempts]);
    expect(names()).toEqual(['WebhookParked']);
  });

  it('is begun while there is enough', async () => {
    timeLeftMs = () => 17_000;
    await process([anSqsRecord()]);
    expect(arrived).toEqual(['d-1 at app']);
  });

  it('uses an attempt where its own webhook used up the time', async () => {
    let left = 30_000;
    timeLeftMs = () => {
      left -= 10_000;
      return left;
    };
    expect(failed(await process([anSqsRecord()]))).toEqual(['m-1']);
    expect(hidden).toEqual([['receipt of m-1', 5]]);
    expect(parked).toEqual([]);
  });
});

describe('a destination that refuses for good', () => {
  it('makes a dead letter at once, and the message is acknowledged', async () => {
    behave = down;
    await process([anSqsRecord()]);
    behave = refuse;
    now = () => Date.parse('2026-11-23T12:05:00Z');
    expect(failed(await process([anSqsRecord(anEnvelope(), { receiveCount: 2 })]))).toEqual([]);
    expect(deadLetters.map(({ attributes }) => attributes)).toEqual([
      {
        reason: 'refused',
        fingerprint: expect.stringMatching(/^[0-9a-f]{12}$/),
        attempts: '2',
        firstError: 'Destination app answered 503',
        lastError: 'Destination app answered 410',
        failed: '2026-11-23T12:00:01.000Z/2026-11-23T12:05:00.000Z',
        source: 'github',
        destination: 'app',
      },
    ]);
    expect(counted).toEqual([['WebhookDeadLettered', { source: 'github', reason: 'refused' }]]);
  });

  it('leaves a letter that can be sent through again as it is, to that destination alone', async () => {
    behave = (name) => (name === 'app' ? refuse() : undefined);
    await process([anSqsRecord()], both);
    behave = () => undefined;
    const [letter] = deadLetters;
    await process([anSqsRecord(letter?.body ?? '', { messageId: 'm-9' })], both);
    expect(arrived).toEqual(['d-1 at audit', 'd-1 at app']);
    expect(names()).toEqual(['WebhookDeadLettered', 'WebhookProcessed', 'WebhookReplayed']);
  });

  it('of a killed function leaves two letters, of which one is delivered', async () => {
    behave = refuse;
    await process([anSqsRecord()]);
    memory = rememberDeliveries(); // killed before the table knew
    await process([anSqsRecord(anEnvelope(), { receiveCount: 2 })]);
    expect(deadLetters).toHaveLength(2);
    behave = () => undefined;
    for (const [index, { body }] of deadLetters.entries()) {
      await process([anSqsRecord(body, { messageId: `redriven-${index}` })]);
    }
    expect(arrived).toEqual(['d-1 at app']);
  });

  it('is not acknowledged while its letter can not be sent', async () => {
    behave = refuse;
    canSendDeadLetters = false;
    expect(failed(await process([anSqsRecord()]))).toEqual(['m-1']);
    canSendDeadLetters = true;
    expect(failed(await process([anSqsRecord(anEnvelope(), { receiveCount: 2 })]))).toEqual([]);
    expect(deadLetters).toHaveLength(1);
  });
});

describe('a destination that rests', () => {
  beforeEach(() => {
    const check = async (destination: string) => {
      if (destination === 'app') {
        throw new DestinationRestsError(destination, { retryAfterSeconds: 40 });
      }
    };
    circuits = { ...circuits, check };
  });

  it('has its webhook put back and acknowledged: no attempt is used up', async () => {
    const before = { destination: 2, own: 0 };
    const record = anSqsRecord(anEnvelope({ attempts: before }), { receiveCount: 2 });
    expect(failed(await process([record]))).toEqual([]);
    const [[body = '', seconds] = []] = parked;
    expect(seconds).toBe(80);
    expect(parseEnvelope(body)).toEqual(
      anEnvelope({
        trackingId: 'm-1',
        attempts: { destination: 3, own: 0 }, // including that of the first receive
        parkedSince: '2026-11-23T12:00:01.000Z',
      }),
    );
    expect(counted).toEqual([
      ['WebhookParked', { source: 'github' }],
      ['DestinationResting', { destination: 'app' }],
    ]);
  });

  it('has said how old its webhook is, and how long it has been put back', async () => {
    await process([anSqsRecord()]);
    const [[body = ''] = []] = parked;
    recorded = [];
    now = () => Date.parse('2026-11-23T12:31:00Z');
    await process([anSqsRecord(body, { messageId: 'm-2' })]);
    expect(recorded).toEqual([
      ['PutBackAge', 1_860_000],
      ['ParkedAge', 1_859_000],
    ]);
  });

  it('does not keep the others from it, nor makes them take it again', async () => {
    await process([anSqsRecord()], both);
    const [[body = ''] = []] = parked;
    circuits = { ...circuits, check: async () => undefined };
    await process([anSqsRecord(body, { messageId: 'm-2' })], both);
    expect(arrived).toEqual(['d-1 at audit', 'd-1 at app']);
    expect(names()).toEqual(['WebhookParked', 'DestinationResting', 'WebhookProcessed']);
  });

  it('leaves nothing to count of the copy that a killed function left behind', async () => {
    await process([anSqsRecord()], both);
    const [[body = ''] = []] = parked;
    circuits = { ...circuits, check: async () => undefined };
    await process([anSqsRecord(body, { messageId: 'm-2' })], both);
    await process([anSqsRecord(anEnvelope(), { receiveCount: 2 })], both); // never acknowledged
    await process([anSqsRecord(body, { messageId: 'm-2', receiveCount: 2 })], both); // neither
    await process([anSqsRecord(anEnvelope(), { messageId: 'm-3' })], both);
    expect(arrived).toEqual(['d-1 at audit', 'd-1 at app']);
    expect(names()).toEqual([
      'WebhookParked',
      'DestinationResting',
      'WebhookProcessed',
      'WebhookProcessed',
      'WebhookDuplicate',
    ]);
  });

  it('keeps the first message’s id however often its webhook is put back', async () => {
    await process([anSqsRecord()]);
    const [[body = ''] = []] = parked;
    await process([anSqsRecord(body, { messageId: 'm-2' })]);
    expect(parked.map(([text]) => parseEnvelope(text).trackingId)).toEqual(['m-1', 'm-1']);
  });

  it('has one letter, whichever copy of its webhook is refused', async () => {
    await process([anSqsRecord()]);
    const [[body = ''] = []] = parked;
    circuits = { ...circuits, check: async () => undefined };
    behave = refuse;
    await process([anSqsRecord(body, { messageId: 'm-2' })]);
    memory = rememberDeliveries(); // killed before the table knew
    await process([anSqsRecord(anEnvelope(), { receiveCount: 2 })]);
    const envelopes = deadLetters.map((letter) => parseEnvelope(letter.body));
    expect(envelopes).toMatchObject([{ nonce: 'm-1' }, { nonce: 'm-1' }]);
    expect(envelopes.map(({ trackingId }) => trackingId)).toEqual([undefined, undefined]);
  });

  it('does not hide that another one failed', async () => {
    behave = down;
    expect(failed(await process([anSqsRecord()], both))).toEqual(['m-1']);
    expect(parked).toEqual([]);
  });

  it('has its webhook come back when it can not be put back', async () => {
    canSendDeadLetters = false;
    expect(failed(await process([anSqsRecord()]))).toEqual(['m-1']);
  });

  it('uses up the attempts of a webhook that was put back for as long as the queue keeps them', async () => {
    now = () => Date.parse('2026-11-27T12:00:01Z');
    await process([anSqsRecord()]); // an old one, as a replay is, put back for the first time
    expect(names()).toEqual(['WebhookParked', 'DestinationResting']);
    const [[body = ''] = []] = parked;
    expect(parseEnvelope(body).attempts).toBeUndefined();
    now = () => Date.parse('2026-12-01T12:00:02Z');
    expect(failed(await process([anSqsRecord(body, { messageId: 'm-2' })]))).toEqual(['m-2']);
  });
});

describe('a message that can not be processed', () => {
  it('becomes a dead letter as it came, when it is no envelope', async () => {
    expect(failed(await process([anSqsRecord('{"v":1}')]))).toEqual([]);
    expect(deadLetters).toMatchObject([{ body: '{"v":1}', attributes: { reason: 'malformed' } }]);
    expect(counted).toEqual([['WebhookDeadLettered', { source: 'unknown', reason: 'malformed' }]]);
  });

  it('becomes a dead letter when its body is gone from the store', async () => {
    const { body: _, ...rest } = anEnvelope();
    const sha256 = 'ab'.repeat(32);
    const bodyRef = { bucket: 'b', key: `bodies/github/2026-11-23/${sha256}`, bytes: 1, sha256 };
    expect(failed(await process([anSqsRecord({ ...rest, bodyRef })]))).toEqual([]);
    expect(deadLetters).toMatchObject([{ attributes: { reason: 'body-lost', attempts: '1' } }]);
  });

  it('waits for the deployment, when its envelope is of a newer version', async () => {
    const newer = anSqsRecord(JSON.stringify({ ...anEnvelope(), v: 2 }));
    expect(failed(await process([newer]))).toEqual(['m-1']);
    expect(deadLetters).toEqual([]);
  });

  it('is counted before any work on its last receive, and once more if it ended after all', async () => {
    behave = down;
    canSendDeadLetters = false;
    await process([anSqsRecord(anEnvelope(), { receiveCount: maxReceiveCount - 1 })]);
    expect(names()).toEqual([]);
    await process([anSqsRecord(anEnvelope(), { receiveCount: maxReceiveCount })]);
    expect(names()).toEqual(['LastReceiveBegun']);
    behave = () => undefined;
    await process([anSqsRecord(anEnvelope(), { receiveCount: maxReceiveCount })]);
    expect(names().slice(1)).toEqual(['LastReceiveBegun', 'WebhookProcessed', 'LastReceiveEnded']);
  });

  it('comes back when its letter can not be sent: SQS moves it in the end', async () => {
    canSendDeadLetters = false;
    expect(failed(await process([anSqsRecord('no envelope')]))).toEqual(['m-1']);
  });
});

describe('a dead letter that a redrive sent through again', () => {
  const redriven = (body: ReturnType<typeof anEnvelope> | string, options = {}) => ({
    ...anSqsRecord(body, options),
    messageAttributes: {
      'spillway-redrive': { stringValue: 'run-1', dataType: 'String' },
    },
  });

  it('has its run in the line, whether it arrives or fails again, as a replay has its nonce', async () => {
    await process([redriven(anEnvelope())]);
    expect(logged).toMatch(/^\["webhook processed",.*"redrive":"run-1"/);
    logged = '';
    behave = () => {
      throw new DeliveryError('Destination app answered 503');
    };
    await process([redriven(anEnvelope({ deliveryId: 'd-2', nonce: 'n-1' }))]);
    expect(logged).toMatch(/^\["webhook failed.*"nonce":"n-1","redrive":"run-1"/);
  });

  it('is counted as replayed, though its envelope has no nonce', async () => {
    await process([redriven(anEnvelope())]);
    expect(names()).toEqual(['WebhookProcessed', 'WebhookReplayed']);
  });

  it('starts from no attempt, and is counted as replayed when it fails for good again', async () => {
    behave = down;
    await process([redriven(anEnvelope({ attempts: { destination: 25 } }))]);
    expect(names()).toEqual([]);
    const attempts = { destination: 25, own: 0 };
    await process([anSqsRecord(anEnvelope({ attempts, redrive: 'run-1' }))]);
    expect(names()).toEqual(['FinalAttemptFailed', 'WebhookDeadLettered', 'WebhookReplayed']);
  });

  it('is known by its run when it is refused again', async () => {
    behave = refuse;
    await process([redriven(anEnvelope())]);
    expect(deadLetters.map(({ body }) => parseEnvelope(body).redrive)).toEqual(['run-1']);
  });

  it('is known by its run when it can not be read', async () => {
    await process([redriven('no envelope')]);
    expect(deadLetters).toMatchObject([{ attributes: { 'spillway-redrive': 'run-1' } }]);
    expect(names()).toEqual(['WebhookDeadLettered', 'WebhookReplayed']);
  });

  it('keeps its mark while its destination rests', async () => {
    circuits = {
      ...circuits,
      check: async (name) => {
        throw new DestinationRestsError(name, { retryAfterSeconds: 40 });
      },
    };
    await process([redriven(anEnvelope())]);
    expect(parked.map(([body]) => parseEnvelope(body).redrive)).toEqual(['run-1']);
  });
});

it('leaves no write of a circuit to a frozen function, even where the batch can not be read', async () => {
  await process([anSqsRecord()]);
  expect(settledCircuits).toBe(1);
  await expect(process([null as never])).rejects.toThrow();
  expect(settledCircuits).toBe(2);
});

it('never logs a body', async () => {
  behave = (_, { deliveryId }) => (deliveryId === 'd-2' ? refuse() : down());
  const secret = '{"card":"4111-1111"}';
  await process([
    anSqsRecord(anEnvelope({ body: secret })),
    anSqsRecord(anEnvelope({ body: secret, deliveryId: 'd-2' }), { messageId: 'm-2' }),
    anSqsRecord(`${secret}!`, { messageId: 'm-3' }),
  ]);
  expect(logged).toContain('to be tried again');
  expect(logged).not.toContain('4111');
});
