import { expect, it } from 'vitest';
import type { WebhookRow } from '../../server/feed/webhook-row.ts';
import { RowStore } from './row-store.ts';

const row = (key: string, at: number, more: Partial<WebhookRow> = {}): WebhookRow => ({
  ...{ key, at, outcome: 'in-flight', destinations: [] },
  ...more,
});
const keysOf = (store: RowStore) => store.all().map(({ key }) => key);

it('keeps rows in the order of their receipt, in whichever order they are heard of', () => {
  const store = new RowStore();
  store.replaceAll([row('b', 20), row('a', 10)]);
  store.put([row('d', 40), row('c', 15)]);
  expect(keysOf(store)).toEqual(['a', 'c', 'b', 'd']);
  for (const { key, at } of store.all()) expect(store.rowOf(key)).toMatchObject({ key, at });
});

it('replaces a row of which more is known, and moves it where its receipt is another', () => {
  const store = new RowStore();
  store.put([row('a', 10), row('b', 20), row('c', 30)]);
  store.put([row('b', 20, { outcome: 'processed' }), row('c', 5)]);
  expect(keysOf(store)).toEqual(['c', 'a', 'b']);
  expect(store.rowOf('b')?.outcome).toBe('processed');
  expect(store.rowOf('c')?.at).toBe(5);
});

it('forgets the oldest beyond its bound, and finds the others where they are', () => {
  const store = new RowStore(10);
  store.put(Array.from({ length: 25 }, (_, index) => row(`k${index}`, index)));
  expect(keysOf(store)).toEqual(Array.from({ length: 10 }, (_, index) => `k${index + 15}`));
  expect(store.rowOf('k14')).toBeUndefined();
  expect(store.rowOf('k24')?.at).toBe(24);
});
