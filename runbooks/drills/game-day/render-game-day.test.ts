import { expect, it } from 'vitest';
import { renderGameDay } from './render-game-day.ts';

const books = { accepted: 9, settled: 9, residue: 0, writeOffs: [] };
const queue = { visible: 0, inFlight: 0, delayed: 0, total: 0 };
const render = (writeOffs: readonly { residue: number }[]) =>
  renderGameDay({
    ...{ schema: 'spillway-game-day/1', seed: 1, startedAt: '', setup: 'busy', clockFactor: 10 },
    ...{ environment: {} as never, faults: [], visits: [], failures: [], passed: true, seconds: 1 },
    books: {
      ...{ ...books, queue },
      writeOffs: writeOffs.map((one) => ({ at: '', by: '', reason: '', ...one })),
    },
  });

it('does not call webhooks settled that a page wrote off', () => {
  expect(render([])).toMatch(/residue 0\.$/);
  expect(render([{ residue: 2 }, { residue: 1 }])).toContain(
    'residue 0. 3 of them were written off',
  );
});
