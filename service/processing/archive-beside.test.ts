import { beforeEach, describe, expect, it, vi } from 'vitest';
import { aMessage, anEnvelope } from '../../test/factories/envelope.ts';
import { processingPorts } from '../../test/factories/processing-ports.ts';
import { DestinationRestsError } from '../errors.ts';
import { decodeBody, type Envelope, parseEnvelope } from '../webhook/envelope.ts';
import { type ArchivePorts, archiveBeside } from './archive-beside.ts';
import type { Delivery } from './delivery.ts';
import { type Processed, processWebhook } from './process-webhook.ts';
import { createRouteWebhook } from './route-webhook.ts';

const largeBodies: Readonly<Record<string, Buffer>> = {
  ['aa'.repeat(32)]: Buffer.from('{"a":"é"}'),
  ['bb'.repeat(32)]: Buffer.from([0xff, 0, 1]),
};
let kept: Envelope[];
let processed: string[];
let whileKeeping: () => Promise<void>;
let outcome: () => Promise<Processed>;
let isStoreAway: boolean;

beforeEach(() => {
  kept = [];
  processed = [];
  whileKeeping = async () => undefined;
  outcome = async () => ({ kind: 'processed', delivered: [] });
  isStoreAway = false;
});

const ports: ArchivePorts = {
  archivedSources: ['github'],
  fetchBody: async ({ sha256 }) => largeBodies[sha256] ?? Buffer.of(),
  archive: async (_, message) => {
    await whileKeeping();
    if (isStoreAway) throw new Error('S3 is away');
    kept.push(parseEnvelope(message));
  },
};

async function deliver({ deliveryId }: Envelope): Promise<Processed> {
  const ended = await outcome();
  processed.push(deliveryId);
  return ended;
}

const processEnvelope = (envelope: Envelope) => archiveBeside(ports, envelope, deliver(envelope));
const process = (changes: Partial<Envelope> = {}) => processEnvelope(anEnvelope(changes));
const fail = (error: Error) => async () => {
  throw error;
};

describe('a webhook of a source that keeps an archive', () => {
  it.each<Processed>([
    { kind: 'processed', delivered: [] },
    { kind: 'filtered', route: 'none', reasons: [] },
    { kind: 'duplicate' },
    { kind: 'dead-lettered', reason: 'refused', delivered: [] },
  ])('is kept, and is $kind as it would be without', async (ended) => {
    outcome = async () => ended;
    expect(await process()).toEqual(ended);
    expect(kept).toEqual([anEnvelope()]);
  });

  it.each(Object.entries(largeBodies))(
    'is kept with its body inside, though that was too large for the queue: %s',
    async (sha256, body) => {
      const { body: _, ...rest } = anEnvelope();
      const key = `bodies/github/2026-11-23/${sha256}`;
      const bodyRef = { bucket: 'b', key, bytes: body.length, sha256 };
      await processEnvelope({ ...rest, bodyRef });
      expect(kept).toMatchObject([{ ...rest, bodyRef }]);
      expect(kept.map(decodeBody)).toEqual([body]);
    },
  );

  it('is kept as it first came, without a word of what became of it since', async () => {
    await process({
      ...{ trackingId: 'm-0', redrive: 'r-1', to: ['app'] },
      ...{ attempts: { own: 1 }, parkedSince: '2026-11-23T12:01:00.000Z' },
    });
    expect(kept).toEqual([anEnvelope()]);
  });

  it('comes back when it could not be kept, though it was delivered, and is kept then', async () => {
    isStoreAway = true;
    await expect(process()).rejects.toThrow('S3 is away');
    expect(processed).toEqual(['d-1']);
    isStoreAway = false;
    await process();
    expect(kept).toHaveLength(1);
  });

  it('is kept though its destination fails, whose failure decides what becomes of it', async () => {
    outcome = fail(new Error('Destination app answered 503'));
    await expect(process()).rejects.toThrow('503');
    expect(kept).toHaveLength(1);
  });

  it('is put back while its destination rests, whether it could be kept or not', async () => {
    outcome = fail(new DestinationRestsError('app', { retryAfterSeconds: 10 }));
    isStoreAway = true;
    await expect(process()).rejects.toBeInstanceOf(DestinationRestsError);
  });

  it('is delivered and kept side by side: neither waits for the other', async () => {
    const delivering = Promise.withResolvers<void>();
    const keeping = Promise.withResolvers<void>();
    outcome = async () => {
      delivering.resolve();
      await keeping.promise;
      return { kind: 'processed', delivered: [] };
    };
    whileKeeping = async () => {
      keeping.resolve();
      await delivering.promise;
    };
    expect(await process()).toEqual({ kind: 'processed', delivered: [] });
  });
});

describe('what is not kept', () => {
  it.each<[string, Partial<Envelope>]>([
    ['a replay', { nonce: 'run-1' }],
    ['a dead letter', { nonce: 'm-1', to: ['app'] }],
    ['a webhook of another source', { source: 'gitlab' }],
  ])('is %s', async (_, changes) => {
    isStoreAway = true;
    expect(await process(changes)).toEqual({ kind: 'processed', delivered: [] });
  });
});

it('is kept when its function was killed after the deliveries, and comes back to no other outcome', async () => {
  const arrived: string[] = [];
  const arrive = async ({ deliveryId }: Delivery) => void arrived.push(deliveryId);
  const route = { name: 'all', match: {}, to: ['app'] };
  const all = processingPorts({
    ...ports,
    routeWebhook: createRouteWebhook([route], {
      destinations: { app: { deliver: arrive, limitSeconds: 15 } },
      codeLimitSeconds: 25,
    }),
  });
  whileKeeping = () => new Promise(() => undefined);
  void processWebhook(all, aMessage());
  await vi.waitFor(() => expect(arrived).toEqual(['d-1']), 20_000);
  expect(kept).toEqual([]);
  whileKeeping = async () => undefined;
  expect(await processWebhook(all, aMessage())).toMatchObject({ kind: 'processed' });
  expect(arrived).toEqual(['d-1']);
  expect(kept).toEqual([anEnvelope()]);
});
