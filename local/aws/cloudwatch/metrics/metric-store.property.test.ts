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

it('reads the same over one window as over its parts together', () => {
  const minutes = fc.array(
    fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 100 })),
  );
  fc.assert(
    fc.property(minutes, (data) => {
      const store = new MetricStore();
      for (const [offset, value] of data) {
        store.put({ ...id, values: [value], timestamp: minute + offset * 60_000 });
      }
      const sumOf = (from: number, to: number) =>
        store.read(id, minute + from * 60_000, minute + to * 60_000)?.sum ?? 0;
      const parts = Array.from({ length: 10 }, (_, index) => sumOf(index, index + 1));
      expect(sumOf(0, 10)).toBe(parts.reduce((total, part) => total + part, 0));
    }),
  );
});
