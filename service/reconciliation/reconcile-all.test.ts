import { expect, it } from 'vitest';
import { RacedError } from './book.ts';
import { reconcileAll } from './reconcile-all.ts';
import type { SourceReport } from './source-report.ts';

it('gives each source a share of the time that is left, and takes nothing from one for another that fails', async () => {
  let now = 0;
  const shares: Record<string, number> = {};
  const failures: string[] = [];
  const ends: Readonly<Record<string, () => SourceReport['state']>> = {
    quick: () => 'read',
    off: () => 'off',
    broken() {
      throw new Error('no table');
    },
    raced() {
      throw new RacedError();
    },
  };
  const found = await reconcileAll(
    {
      ...{ clock: () => now, deadline: 100_000 },
      async reconcileSource(source, deadline) {
        shares[source] = deadline - now;
        now += 10_000;
        return { source, state: ends[source]?.() ?? 'failed' };
      },
      onFailure: (source) => void failures.push(source),
    },
    Object.keys(ends),
  );
  expect(found).toEqual([
    { source: 'quick', state: 'read' },
    { source: 'off', state: 'off' },
    { source: 'broken', state: 'failed', problem: 'no table' },
    { source: 'raced', state: 'raced' },
  ]);
  expect(failures).toEqual(['broken']);
  expect(shares).toEqual({ quick: 25_000, off: 30_000, broken: 40_000, raced: 70_000 });
});
