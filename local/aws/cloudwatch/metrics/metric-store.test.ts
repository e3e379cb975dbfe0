import { expect, it } from 'vitest';
import { type MetricDatum, MetricStore, retention } from './metric-store.ts';
import { readerOf } from './statistics.ts';

const id = { namespace: 'N', name: 'm', dimensions: { a: '1', b: '2' } };
const minute = Date.UTC(2026, 0, 1, 12);

function storeWith(...data: readonly Partial<MetricDatum>[]): MetricStore {
  const store = new MetricStore();
  for (const datum of data) store.put({ ...id, values: [1], timestamp: minute, ...datum });
  return store;
}

function read(store: MetricStore, statistic: string, from = minute, to = minute + 60_000) {
  const found = store.read(id, from, to);
  return found && readerOf(statistic)(found);
}

it.each([
  ['SampleCount', 6],
  ['Sum', 21],
  ['Average', 3.5],
  ['Minimum', 1],
  ['Maximum', 6],
  ['p50', 3],
  ['p100', 6],
  ['p99.9', 6],
  ['PR(:3)', 50],
  ['PR(3:5)', (100 * 2) / 6],
])('reads %s', (statistic, value) => {
  expect(read(storeWith({ values: [6, 5, 4, 3, 2, 1] }), statistic)).toBeCloseTo(value, 10);
});

it('refuses a statistic that it does not know, by name', () => {
  expect(() => readerOf('tm99')).toThrow('tm99 is not supported');
});

it('adds data up by minute, however they came', () => {
  const store = storeWith({ values: [1, 2], counts: [3, 1] }, { timestamp: minute + 59_999 });
  expect(read(store, 'Sum')).toBe(6);
  expect(read(store, 'SampleCount')).toBe(5);
  expect(read(store, 'Sum', minute + 60_000, minute + 120_000)).toBeUndefined();
});

it('takes the order of dimensions for nothing, and their values for everything', () => {
  const store = storeWith({ dimensions: { b: '2', a: '1' } }, { dimensions: { a: '1', b: '3' } });
  expect(read(store, 'SampleCount')).toBe(1);
  expect(store.list()).toHaveLength(2);
});

it('knows no percentile of what came summed up', () => {
  const summary = { count: 10, sum: 50, min: 1, max: 9 };
  const store = storeWith({ values: [], summary });
  expect(read(store, 'Average')).toBe(5);
  expect(read(store, 'p50')).toBeUndefined();
});

it('gives data of another unit to nobody who asks for a unit', () => {
  const store = storeWith({ unit: 'Count' });
  expect(store.read(id, minute, minute + 60_000, 'Seconds')).toBeUndefined();
  expect(store.read(id, minute, minute + 60_000, 'Count')).toBeDefined();
});

it('keeps seconds apart for a metric of high resolution', () => {
  const data = [0, 1].map((second) => ({
    timestamp: minute + second * 1000,
    resolutionSeconds: 1 as const,
  }));
  expect(read(storeWith(...data), 'Sum', minute, minute + 1000)).toBe(1);
});

it('forgets what is older than it promises, and distributions sooner', () => {
  const store = storeWith({});
  store.put({ ...id, values: [1], timestamp: minute + retention.distributions + 60_000 });
  expect(read(store, 'Sum')).toBe(1);
  expect(read(store, 'p50')).toBeUndefined();
  store.put({ ...id, values: [1], timestamp: minute + retention.all + 60_000 });
  expect(read(store, 'Sum')).toBeUndefined();
});

it('remembers for longer what somebody needs for longer, distribution included', () => {
  const store = storeWith({});
  const dayMs = 86_400_000;
  store.keep(id, 3 * dayMs);
  store.put({ ...id, name: 'other', values: [1], timestamp: minute });
  store.put({ ...id, values: [1], timestamp: minute + 2.9 * dayMs });
  expect(read(store, 'p50')).toBe(1);
  expect(store.read({ ...id, name: 'other' }, minute, minute + 60_000)).toBeUndefined();
  store.put({ ...id, values: [1], timestamp: minute + 3.1 * dayMs });
  expect(read(store, 'Sum')).toBeUndefined();
});

it('refuses new metrics beyond its limit and counts what it dropped', () => {
  const store = new MetricStore(1);
  store.put({ ...id, values: [1], timestamp: minute });
  store.put({ ...id, name: 'other', values: [1], timestamp: minute });
  expect(store.list()).toHaveLength(1);
  expect(store.dropped).toBe(1);
});

it('reads a percentile anew once a value was added to its minute', () => {
  const store = storeWith({ values: [1, 1, 9] });
  expect([read(store, 'p50'), read(store, 'p50'), read(store, 'p99')]).toEqual([1, 1, 9]);
  store.put({ ...id, values: [9, 9, 9], timestamp: minute });
  expect([read(store, 'p50'), read(store, 'PR(5:)')]).toEqual([9, (100 * 4) / 6]);
});
