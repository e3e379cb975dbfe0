import { expect, it } from 'vitest';
import { usualBatch } from './usual-batch.ts';

const polling = { batchSize: 10, batchWindowSeconds: 2, maxConcurrency: 100 };

it.each([
  ['one webhook without a window, however many come in the meantime', 100, 0, 1, 1],
  ['one where less than one comes within the window', 1, 2, 1, 1],
  ['a fifth of what comes within the window, each with its receive', 10, 2, 4.05, 4.05],
  ['no more than batchSize', 100, 2, 10, 10],
  ['what comes while the poller works, with one receive', 1000, 0, 5, 1],
])('a batch has %s', (_, perSecond, batchWindowSeconds, webhooks, receives) => {
  const batch = usualBatch(perSecond, 25, { ...polling, batchWindowSeconds });
  expect(batch.webhooks).toBeCloseTo(webhooks, 6);
  expect(batch.receives).toBeCloseTo(receives, 6);
});

it('has no more pollers than functions that may run at once', () => {
  expect(usualBatch(2, 0, { ...polling, maxConcurrency: 2 }).webhooks).toBe(2);
});
