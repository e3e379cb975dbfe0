import type { Context, SQSRecord } from 'aws-lambda';
import { beforeEach, describe, expect, it } from 'vitest';
import { anEnvelope, anSqsRecord } from '../../test/factories/envelope.ts';
import { processingPorts } from '../../test/factories/processing-ports.ts';
import { shareCircuits } from '../../test/factories/shared-circuits.ts';
import { DeliveryError } from '../errors.ts';
import type { RouteConfig } from '../webhook/route-config.ts';
import { createCircuitBreakers } from './circuit-breakers.ts';
import { createChatDestination } from './destinations/chat.ts';
import { slack } from './destinations/slack.ts';
import { createProcessing } from './processing.ts';
import { createRouteWebhook } from './route-webhook.ts';

const routes: readonly RouteConfig[] = [
  {
    name: 'careless',
    match: { source: 'gitlab' },
    to: ['app'],
    transform: ({ json }) => ({ body: Object(json).user.name }),
  },
  { name: 'healthy', match: { source: 'github' }, to: ['app'] },
  { name: 'told', match: { source: ['shop', 'bank'] }, to: ['chat'] },
];

let now: number;
let arrived: string[];
let parked: string[];
let isDown: boolean;
let isSecretAway: boolean;
let shared: ReturnType<typeof shareCircuits>;
let beforeWrite: () => Promise<void>;

beforeEach(() => {
  now = Date.parse('2026-11-23T12:00:01Z');
  arrived = [];
  parked = [];
  isDown = false;
  isSecretAway = false;
  shared = shareCircuits();
  beforeWrite = async () => undefined;
});

/** Reports the id of a webhook. For one of the shop's, the message is not JSON. */
function tellChat(arrive: (deliveryId: string) => void) {
  const message = ({ source, deliveryId }: { source: string; deliveryId: string }) => ({
    text: source === 'shop' ? 1n : deliveryId,
  });
  return createChatDestination('chat', { timeoutSeconds: 15, message }, slack, {
    async sendRequest({ body }) {
      arrive(JSON.parse(body.toString()).text);
      return { status: 200, headers: {}, body: Buffer.alloc(0) };
    },
    async readSecrets() {
      if (isSecretAway) throw new Error('The secret of chat could not be read');
      return [{ slot: 'url', value: 'https://hooks.example.com/services/T0/B0/X' }];
    },
    url: undefined,
    allowPrivateAddress: false,
  });
}

/** One function with the deployed circuit breakers. */
function aFunction() {
  const arrive = (deliveryId: string) => {
    if (isDown) throw new DeliveryError('The destination answered 503');
    arrived.push(deliveryId);
  };
  const circuits = createCircuitBreakers({
    destinations: ['app', 'chat'],
    failures: 20,
    store: {
      ...shared.store,
      async replace(...parts) {
        await beforeWrite();
        return shared.store.replace(...parts);
      },
    },
    now: () => now,
    onOpen: () => undefined,
    onStoreError: () => undefined,
  });
  const handle = createProcessing(
    processingPorts({
      routeWebhook: createRouteWebhook(routes, {
        destinations: {
          app: { limitSeconds: 15, deliver: async ({ deliveryId }) => arrive(deliveryId) },
          chat: { limitSeconds: 15, deliver: tellChat(arrive) },
        },
        codeLimitSeconds: 25,
      }),
      circuits,
      sendAgain: async (body) => {
        parked.push(body);
      },
      now: () => now,
    }),
  );
  const context = { getRemainingTimeInMillis: () => 30_000 } as Context;
  return (records: readonly SQSRecord[]) => handle({ Records: [...records] }, context);
}

/** A batch of webhooks of one source. */
function batch(source: string, size: number): readonly SQSRecord[] {
  return Array.from({ length: size }, (_, index) => {
    const deliveryId = `${source}-${index}`;
    return anSqsRecord(anEnvelope({ source, deliveryId }), { messageId: deliveryId });
  });
}

describe('forty webhooks that fail by ourselves', () => {
  it.each([
    ['a transform that throws', 'gitlab', 'github'],
    ['a message that can not be written', 'shop', 'bank'],
  ])('of one source, by %s, do not hold up those of another', async (_, source, healthy) => {
    const process = aFunction();
    for (let i = 0; i < 4; i++) await process(batch(source, 10));
    expect(arrived).toEqual([]);
    await process([...batch(source, 5), ...batch(healthy, 5)]);
    expect(arrived).toEqual(batch(healthy, 5).map(({ messageId }) => messageId));
    expect(parked).toEqual([]);
    expect(shared.versions.size).toBe(0);
  });

  it('by a secret that can not be read do not hold up those that come once it can', async () => {
    const process = aFunction();
    isSecretAway = true;
    for (let i = 0; i < 4; i++) await process(batch('bank', 10));
    isSecretAway = false;
    await process(batch('bank', 1));
    expect(arrived).toEqual(['bank-0']);
    expect(parked).toEqual([]);
  });
});

describe('a destination that is down', () => {
  it('rests, though webhooks that fail by ourselves come between its failures', async () => {
    const process = aFunction();
    isDown = true;
    for (let i = 0; i < 2; i++) {
      await process([...batch('github', 10), ...batch('gitlab', 10)]);
    }
    expect(shared.versions.get('app')?.circuit).toMatchObject({ state: 'open', rests: 1 });
  });

  it('is probed by a healthy webhook soon after one that failed by ourselves', async () => {
    const process = aFunction();
    isDown = true;
    for (let i = 0; i < 2; i++) await process(batch('github', 10));
    isDown = false;
    now += 10_000;
    await process(batch('gitlab', 10));
    expect(shared.versions.get('app')?.circuit).toMatchObject({ state: 'open', rests: 1 });
    await aFunction()(batch('github', 1));
    expect(arrived).toEqual(['github-0']);
    expect(shared.versions.get('app')?.circuit.state).toBe('closed');
  });

  it('is known to rest by all functions when the invocation ends that found it out', async () => {
    isDown = true;
    const process = aFunction();
    await process(batch('github', 10));
    const written = Promise.withResolvers<void>();
    beforeWrite = () => written.promise;
    let hasEnded = false;
    const invocation = process(batch('github', 10)).then(() => {
      hasEnded = true;
    });
    for (let turn = 0; turn < 100; turn++) await new Promise(setImmediate);
    expect(hasEnded).toBe(false);
    written.resolve();
    await invocation;
    expect(shared.versions.get('app')?.circuit.state).toBe('open');
  });
});
