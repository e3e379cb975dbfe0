import { expect, it } from 'vitest';
import { createOurs } from './ours.ts';

const now = Date.UTC(2026, 10, 26, 12);

function aStage(rows: readonly string[], lines: readonly string[]) {
  const asked: { readonly from: number; readonly to: number }[] = [];
  const ours = createOurs({
    ...{ source: 'github', receivers: ['app', 'handler:mine'], clock: () => now },
    findDeliveries: async (keys) => new Set(keys.filter((key) => rows.includes(key))),
    async readAccepted(_, range) {
      asked.push(range);
      return new Set(lines);
    },
  });
  return { ours, asked };
}

const wanted = (...ids: readonly string[]) => ids.map((id, n) => ({ id, since: now - n * 1000 }));

it('knows a webhook by a row for any of its receivers, and then reads no lines', async () => {
  const { ours, asked } = aStage(['github/app//a', 'github/handler:mine//b'], []);
  expect(await ours(wanted('a', 'b'))).toEqual(new Set(['a', 'b']));
  expect(asked).toEqual([]);
});

it('knows one without a row by the line of its receipt, from as early as it may have come', async () => {
  const { ours, asked } = aStage(['github/app//a'], ['b', 'x']);
  expect(await ours(wanted('a', 'b', 'c'))).toEqual(new Set(['a', 'b']));
  expect(asked).toEqual([{ from: now - 2_000, to: now }]);
});

it('knows nothing of another source, nor of a replay', async () => {
  const { ours } = aStage(['stripe/app//a', 'github/app/n1/a', 'github/other//a'], []);
  expect(await ours(wanted('a'))).toEqual(new Set());
});
