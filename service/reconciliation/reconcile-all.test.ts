import { expect, it } from 'vitest';
import { RacedError } from './book.ts';
import { reconcileAll } from './reconcile-all.ts';

it('gives each source a share of the time that is left, and takes nothing from one for another that fails', async () => {
  let now = 0;
  const shares: Record<string, number> = {};
  const failures: string[] = [];
  const ends: Readonly<Record<string, () => boolean>> = {
    quick: () => true,
    off: () => false,
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
        return ends[source]?.() ?? false;
      },
      onFailure: (source) => void failures.push(source),
    },
    Object.keys(ends),
  );
  expect(found).toEqual({ reconciled: ['quick', 'raced'], off: ['off'], failed: ['broken'] });
  expect(failures).toEqual(['broken']);
  expect(shares).toEqual({ quick: 25_000, off: 30_000, broken: 40_000, raced: 70_000 });
});
