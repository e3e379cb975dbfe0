import { describe, expect, it } from 'vitest';
import { anEnvelope, anSqsRecord } from '../../test/factories/envelope.ts';
import { byReceipt, withoutOrder } from './batch-order.ts';

const record = (messageId: string, second: number) =>
  anSqsRecord(anEnvelope({ receivedAt: `2026-11-23T12:00:0${second}.000Z` }), { messageId });

/** Deliveries that end when they are told to, and what has begun so far. */
function aDestination() {
  const begun: string[] = [];
  const ends = new Map<string, PromiseWithResolvers<void>>();
  const deliver = (name: string) => () => {
    begun.push(name);
    const end = Promise.withResolvers<void>();
    ends.set(name, end);
    return end.promise;
  };
  return { begun, ends, deliver };
}

/** Whatever can go on without anything else happening has gone on by then. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('the order of a batch', () => {
  it('is that of receipt, and what is no envelope comes first', () => {
    const records = [record('late', 3), record('early', 1), anSqsRecord('?', { messageId: 'no' })];
    expect(byReceipt(records).records.map(({ messageId }) => messageId)).toEqual([
      'no',
      'early',
      'late',
    ]);
  });

  it('makes a webhook wait for those before it until they have started or left', async () => {
    const order = byReceipt([record('c', 3), record('b', 2), record('a', 1)]);
    const started: string[] = [];
    const start = (id: string) => order.startInOrder(id, async () => void started.push(id));
    const all = ['c', 'a'].map(start);
    await settled();
    expect(started).toEqual(['a']);
    order.leave('b');
    await Promise.all(all);
    expect(started).toEqual(['a', 'c']);
  });

  it('lets one delivery of a key begin when the one before it ended', async () => {
    const order = byReceipt([record('a', 1), record('b', 2), record('c', 3)]);
    const { begun, ends, deliver } = aDestination();
    const all = [
      order.takeTurns('x', deliver('a')),
      order.takeTurns('x', deliver('b')),
      order.takeTurns('y', deliver('c')),
      order.takeTurns(undefined, deliver('d')),
    ];
    expect(begun).toEqual(['a', 'c', 'd']);
    ends.get('a')?.resolve();
    await settled();
    expect(begun).toEqual(['a', 'c', 'd', 'b']);
    for (const { resolve } of ends.values()) resolve();
    await Promise.all(all);
  });

  it('lets none overtake one of its key that failed', async () => {
    const order = byReceipt([record('a', 1), record('b', 2)]);
    const { begun, ends, deliver } = aDestination();
    const all = [order.takeTurns('x', deliver('a')), order.takeTurns('x', deliver('b'))];
    ends.get('a')?.reject(new Error('down'));
    const outcomes = await Promise.allSettled(all);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(begun).toEqual(['a']);
  });

  it('is left as it came where no route asks for one', async () => {
    const records = [record('late', 3), record('early', 1)];
    expect(withoutOrder(records).records).toBe(records);
  });
});
