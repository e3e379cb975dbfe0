import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { type Arrival, Arrivals } from './arrivals.ts';

const arrivalOf = (index: number, changes: Partial<Arrival> = {}): Arrival => ({
  deliveryId: `id-${index}`,
  destination: 'app',
  source: 'github',
  type: index % 2 === 0 ? 'push' : 'ping',
  receivedAt: new Date(index).toISOString(),
  arrivedAt: new Date(index + 5).toISOString(),
  bytes: index,
  sha256: createHash('sha256').update(String(index)).digest('hex'),
  ...changes,
});

it('gives back each arrival as it was, however many there are', () => {
  const arrivals = new Arrivals();
  const all = Array.from({ length: 25_001 }, (_, index) => arrivalOf(index));
  for (const one of all) arrivals.add(one);
  const read: Arrival[] = [];
  for (let after = 0; ; ) {
    const { next, deliveries } = arrivals.page(after);
    if (deliveries.length === 0) break;
    read.push(...deliveries);
    after = next;
  }
  expect(read).toEqual(all);
  expect(arrivals.counts()).toEqual({ total: 25_001, distinct: 25_001 });
  expect(arrivals.page(30_000)).toEqual({ next: 30_000, deliveries: [] });
});

it.each(['', 'yesterday', '2026-11-23T20:00:00Z', '2026-11-23'])(
  'keeps a time of receipt that we would write otherwise: %j',
  (receivedAt) => {
    const arrivals = new Arrivals();
    const odd = arrivalOf(1, { receivedAt });
    arrivals.add(arrivalOf(0));
    arrivals.add(odd);
    expect(arrivals.page(1).deliveries).toEqual([odd]);
  },
);

it('tells kinds apart whose names run into one another', () => {
  const arrivals = new Arrivals();
  const some = [
    arrivalOf(0, { source: 'a', type: 'b,c' }),
    arrivalOf(0, { source: 'a,b', type: 'c' }),
  ];
  for (const one of some) arrivals.add(one);
  expect(arrivals.page(0).deliveries).toEqual(some);
});
