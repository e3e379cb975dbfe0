import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MetricStore } from './metric-store.ts';
import { readerOf } from './statistics.ts';

const id = { namespace: 'N', name: 'm', dimensions: {} };
const minute = Date.UTC(2026, 0, 1);
const values = fc.array(fc.double({ min: 0.001, max: 1e6, noNaN: true }), { minLength: 1 });

function readOf(data: readonly number[], statistic: string): number | undefined {
  const store = new MetricStore();
  for (const value of data) store.put({ ...id, values: [value], timestamp: minute });
  const found = store.read(id, minute, minute + 60_000);
  return found && readerOf(statistic)(found);
}

it('knows every percentile within half a percent, and never outside what was measured', () => {
  fc.assert(
    fc.property(values, fc.integer({ min: 1, max: 99 }), (data, percent) => {
      const sorted = data.toSorted((a, b) => a - b);
      const exact = sorted[Math.ceil((percent / 100) * data.length) - 1] ?? 0;
      const read = readOf(data, `p${percent}`) ?? 0;
      expect(Math.abs(read - exact)).toBeLessThanOrEqual(exact * 0.005 + 1e-12);
      expect(read).toBeGreaterThanOrEqual(sorted[0] ?? 0);
      expect(read).toBeLessThanOrEqual(sorted.at(-1) ?? 0);
    }),
  );
});

it('reads the same over one window as over its minutes, also when it was read before', () => {
  // Three hours and a bit: both whole hours and the minutes around them.
  const offset = fc.integer({ min: 0, max: 200 });
  const data = fc.array(fc.tuple(offset, fc.integer({ min: 0, max: 100 })));
  fc.assert(
    fc.property(data, data, offset, offset, (first, second, from, to) => {
      const store = new MetricStore();
      const sumOf = (start: number, end: number) =>
        store.read(id, minute + start * 60_000, minute + end * 60_000)?.sum ?? 0;
      for (const added of [first, second]) {
        for (const [at, value] of added) {
          store.put({ ...id, values: [value], timestamp: minute + at * 60_000 });
        }
        const parts = Array.from({ length: Math.max(0, to - from) }, (_, index) =>
          sumOf(from + index, from + index + 1),
        );
        expect(sumOf(from, to)).toBe(parts.reduce((total, part) => total + part, 0));
      }
    }),
  );
});
