import type { Context, SQSRecord } from 'aws-lambda';
import { beforeEach, describe, expect, it } from 'vitest';
import { anEnvelope, anSqsRecord } from '../../test/factories/envelope.ts';
import { rememberDeliveries } from '../../test/factories/remembered-deliveries.ts';
import { parseEnvelope, writeEnvelope } from '../webhook/envelope.ts';
import { PermanentError } from '../webhook/permanent-error.ts';
import type { RouteConfig } from '../webhook/route-config.ts';
import { byReceipt, withoutOrder } from './batch-order.ts';
import { type CircuitBreakers, DestinationRestsError } from './circuit-breakers.ts';
import type { DeadLetter } from './dead-letter.ts';
import { createDeliverTo } from './deliver-to.ts';
import { type Delivery, DeliveryError } from './delivery.ts';
import { createHandleFailure } from './handle-failure.ts';
import { createProcessWebhook } from './process-webhook.ts';
import { createProcessing } from './processing.ts';
import { createRouteWebhook } from './route-webhook.ts';

type Routes = readonly RouteConfig[];

const maxReceiveCount = 5;
const both: Routes = [{ name: 'all', match: { source: 'github' }, to: ['app', 'audit'] }];
const one: Routes = [{ name: 'all', match: { source: 'github' }, to: ['app'] }];

let arrived: string[];
let deadLetters: DeadLetter[];
let hidden: [handle: string, seconds: number][];
let counted: [name: string, dimensions: object][];
let recorded: [name: string, value: number][];
let logged: string;
/** What a destination does with a delivery; nothing is a success. */
let behave: (destination: string, delivery: Delivery) => void;
let canSendDeadLetters: boolean;
let parked: [body: string, seconds: number][];
let circuits: Pick<CircuitBreakers, 'check' | 'run'>;
let now: () => number;
/** What settles later has a later time. */
let ticks = 0;
let memory: ReturnType<typeof rememberDeliveries>;

beforeEach(() => {
  arrived = [];
  deadLetters = [];
  hidden = [];
  counted = [];
  recorded = [];
  logged = '';
  behave = () => undefined;
  canSendDeadLetters = true;
  memory = rememberDeliveries();
  parked = [];
  circuits = { check: async () => undefined, run: (_, work) => work() };
  now = () => Date.parse('2026-11-23T12:00:01Z');
});

function process(records: readonly SQSRecord[], routes = one) {
  const log = (...parts: unknown[]) => {
    logged += JSON.stringify(parts, (_, value) =>
      value instanceof Error ? `${value.name}: ${value.message}` : value,
    );
  };
  const logger = { info: log, warn: log, error: log } as never;
  const meter = {
    count: (name: string, dimensions: object) => counted.push([name, dimensions]),
    record: (name: string, value: number) => recorded.push([name, value]),
  } as never;
  const destination = (name: string) => ({
    deliver: async (delivery: Delivery) => {
      behave(name, delivery);
      arrived.push(`${delivery.deliveryId} at ${name}`);
    },
  });
  const sendDeadLetter = async (letter: DeadLetter) => {
    if (!canSendDeadLetters) throw new Error('SQS is away');
    deadLetters.push(letter);
  };
  const handle = createProcessing({
    processWebhook: createProcessWebhook({
      routeWebhook: createRouteWebhook(routes, {
        app: destination('app'),
        audit: destination('audit'),
      }),
      deliverTo: createDeliverTo({
        circuits,
        deliverOnce: memory.deliverOnce,
        sendDeadLetter,
        onPermanent: () => undefined,
        now: () => now() + ticks++,
      }),
      fetchBody: async () => {
        throw Object.assign(new Error('The body is gone'), { name: 'BodyLostError' });
      },
    }),
    refreshCircuits: async () => undefined,
    orderBatch: routes.some(({ orderBy }) => orderBy) ? byReceipt : withoutOrder,
    handleFailure: createHandleFailure({
      sendDeadLetter,
      hideMessage: async (receiptHandle, seconds) => {
        hidden.push([receiptHandle, seconds]);
      },
      sendAgain: async (body, seconds) => {
        if (!canSendDeadLetters) throw new Error('SQS is away');
        parked.push([body, seconds]);
      },
      longestParkedDays: 4,
      now,
      retries: { baseSeconds: 5, capSeconds: 900, random: () => 1 },
      maxReceiveCount,
      logger,
      meter,
    }),
    logger,
    meter,
    tracing: { capture: (_name, _annotations, work) => work() },
    now,
  });
  return handle({ Records: [...records] }, {} as Context);
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

  it('has its age recorded when it first comes, and not when it is sent through again on purpose', async () => {
    await process([anSqsRecord()]);
    expect(recorded).toEqual([
      ['QueueWait', 1000],
      ['EndToEndLatency', 1000],
    ]);
    await process([anSqsRecord(anEnvelope({ nonce: 'n-1' }), { messageId: 'm-2' })]);
    expect(recorded).toHaveLength(2);
  });

  it('of one source is not taken for another with the same delivery id', async () => {
    const routes = [{ name: 'all', match: { source: 'github' }, to: ['app'] }];
    await process([anSqsRecord()], routes);
    const any = [{ name: 'all', match: { source: 'gitlab' }, to: ['app'] }];
    await process([anSqsRecord(anEnvelope({ source: 'gitlab' }), { messageId: 'm-2' })], any);
    expect(arrived).toHaveLength(2);
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
    expect(hidden).toEqual([['receipt of m-1', 125]]);
  });

  it('is soon asked again while another function has the delivery, then not before its lease ends', async () => {
    behave = () => {
      throw Object.assign(new Error('elsewhere'), {
        name: 'DeliveryInProgressError',
        retryAfterSeconds: 60,
      });
    };
    await process([anSqsRecord()]);
    await process([anSqsRecord(anEnvelope(), { receiveCount: 2 })]);
    expect(hidden.map(([, seconds]) => seconds)).toEqual([5, 65]);
  });

  it('does not make the others take the webhook again', async () => {
    behave = (name) => (name === 'audit' ? down() : undefined);
    expect(failed(await process([anSqsRecord()], both))).toEqual(['m-1']);
    behave = () => undefined;
    await process([anSqsRecord(anEnvelope(), { receiveCount: 2 })], both);
    expect(arrived).toEqual(['d-1 at app', 'd-1 at audit']);
    expect(names()).toEqual(['WebhookProcessed']);
  });

  it('is counted when it failed for the last time, and SQS moves the message at once', async () => {
    behave = down;
    await process([anSqsRecord(anEnvelope(), { receiveCount: maxReceiveCount })]);
    expect(hidden).toEqual([['receipt of m-1', 0]]);
    expect(deadLetters).toEqual([]);
    expect(counted).toEqual([
      ['FinalAttemptFailed', { source: 'github' }],
      ['WebhookDeadLettered', { source: 'github', reason: 'exhausted' }],
    ]);
  });
});

describe('a destination that refuses for good', () => {
  it('makes a dead letter at once, and the message is acknowledged', async () => {
    behave = down;
    await process([anSqsRecord()]);
    behave = refuse;
    expect(failed(await process([anSqsRecord(anEnvelope(), { receiveCount: 2 })]))).toEqual([]);
    expect(deadLetters.map(({ attributes }) => attributes)).toEqual([
      {
        reason: 'refused',
        fingerprint: expect.stringMatching(/^[0-9a-f]{12}$/),
        attempts: '2',
        firstError: 'Destination app answered 503',
        lastError: 'Destination app answered 410',
        source: 'github',
        deliveryId: 'd-1',
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
    expect(failed(await process([anSqsRecord(anEnvelope(), { receiveCount: 4 })]))).toEqual([]);
    expect(parked).toEqual([[writeEnvelope(anEnvelope({ trackingId: 'm-1' })), 80]]);
    expect(names()).toEqual(['WebhookParked']);
  });

  it('does not keep the others from it, nor makes them take it again', async () => {
    await process([anSqsRecord()], both);
    const [[body = ''] = []] = parked;
    circuits = { ...circuits, check: async () => undefined };
    await process([anSqsRecord(body, { messageId: 'm-2' })], both);
    expect(arrived).toEqual(['d-1 at audit', 'd-1 at app']);
    expect(names()).toEqual(['WebhookParked', 'WebhookProcessed']);
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

  it('uses up the attempts of a webhook that is as old as the queue keeps them', async () => {
    now = () => Date.parse('2026-11-27T12:00:01Z');
    expect(failed(await process([anSqsRecord()]))).toEqual(['m-1']);
    expect(parked).toEqual([]);
  });
});

describe('a route with an order', () => {
  const byRef: Routes = [
    { name: 'all', match: {}, to: ['app'], orderBy: ({ json }) => Object(json).ref },
  ];
  const push = (deliveryId: string, ref: string, second: number) =>
    anSqsRecord(
      anEnvelope({
        deliveryId,
        body: JSON.stringify({ ref }),
        receivedAt: `2026-11-23T12:00:0${second}.000Z`,
      }),
      { messageId: deliveryId },
    );

  it('delivers what has the same key as it was received, however SQS hands it out', async () => {
    await process([push('c', 'main', 3), push('a', 'main', 1), push('b', 'main', 2)], byRef);
    expect(arrived).toEqual(['a at app', 'b at app', 'c at app']);
  });

  it('fails what comes behind a failure, and nothing with another key', async () => {
    behave = (_, { deliveryId }) => (deliveryId === 'a' ? down() : undefined);
    const records = [push('a', 'main', 1), push('b', 'main', 2), push('c', 'dev', 3)];
    expect(failed(await process(records, byRef))).toEqual(['a', 'b']);
    expect(arrived).toEqual(['c at app']);
  });

  it('goes on behind a webhook that can never be delivered, and one that can not be read', async () => {
    behave = (_, { deliveryId }) => (deliveryId === 'a' ? refuse() : undefined);
    const unreadable = anSqsRecord('no envelope', { messageId: 'x' });
    const records = [push('a', 'main', 1), unreadable, push('b', 'main', 2)];
    expect(failed(await process(records, byRef))).toEqual([]);
    expect(arrived).toEqual(['b at app']);
  });

  it('does not stand still on two copies of one webhook', async () => {
    const copy = { ...push('a', 'main', 1), messageId: 'a-2' };
    await process([push('b', 'main', 2), copy, push('a', 'main', 1)], byRef);
    expect(arrived).toEqual(['a at app', 'b at app']);
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
    const bodyRef = { bucket: 'b', key: 'k', bytes: 1, sha256: 'aa' };
    expect(failed(await process([anSqsRecord({ ...rest, bodyRef })]))).toEqual([]);
    expect(deadLetters).toMatchObject([{ attributes: { reason: 'body-lost', attempts: '1' } }]);
  });

  it('waits for the deployment, when its envelope is of a newer version', async () => {
    const newer = anSqsRecord(JSON.stringify({ ...anEnvelope(), v: 2 }));
    expect(failed(await process([newer]))).toEqual(['m-1']);
    expect(deadLetters).toEqual([]);
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

  it('is counted as replayed, though its envelope has no nonce', async () => {
    await process([redriven(anEnvelope())]);
    expect(names()).toEqual(['WebhookProcessed', 'WebhookReplayed']);
  });

  it('is counted as replayed when it fails for good again, and then only', async () => {
    behave = down;
    await process([redriven(anEnvelope(), { receiveCount: maxReceiveCount - 1 })]);
    await process([redriven(anEnvelope(), { receiveCount: maxReceiveCount })]);
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
