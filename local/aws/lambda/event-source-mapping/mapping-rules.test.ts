import { describe, expect, it } from 'vitest';
import { type MappedTimes, refuseMapping, visibilityOf } from './mapping-rules.ts';

const allowed: MappedTimes = {
  batchSize: 10,
  batchingWindowSeconds: 0,
  functionTimeoutSeconds: 30,
  queueVisibilitySeconds: 30,
  isFifo: false,
};

describe('a mapping is refused', () => {
  it.each<[string, Partial<MappedTimes>, string]>([
    [
      'whose function may run longer than a message stays out of sight',
      { functionTimeoutSeconds: 60 },
      'Queue visibility timeout: 30 seconds is less than Function timeout: 60 seconds',
    ],
    ['with batches over ten and no window', { batchSize: 11 }, 'Maximum batch window in seconds'],
    ['of a FIFO queue with batches over ten', { batchSize: 11, isFifo: true }, 'at most, not 11'],
    ['of a FIFO queue with a window', { batchingWindowSeconds: 1, isFifo: true }, 'FIFO queue'],
  ])('%s', (_, change, words) => {
    expect(() => refuseMapping({ ...allowed, ...change })).toThrow(words);
  });

  it('only for that', () => {
    for (const change of [
      {},
      { isFifo: true },
      { batchSize: 100, batchingWindowSeconds: 1 },
      { functionTimeoutSeconds: 29 },
    ]) {
      expect(() => refuseMapping({ ...allowed, ...change })).not.toThrow();
    }
  });
});

describe('what is received stays out of sight', () => {
  it('for as long as the queue says', () => {
    expect(visibilityOf(allowed)).toBe(30);
  });

  it('for 30 seconds longer than gathering and working take, where that is longer', () => {
    expect(visibilityOf({ ...allowed, batchingWindowSeconds: 5 })).toBe(65);
    expect(visibilityOf({ ...allowed, batchingWindowSeconds: 5, queueVisibilitySeconds: 35 })).toBe(
      35,
    );
  });
});
