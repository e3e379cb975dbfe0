import { describe, expect, it } from 'vitest';
import { createRandom, type Random } from '../../test/factories/random.ts';
import { compareLines, type Line } from './compare-lines.ts';
import { holm } from './holm.ts';
import { rankSumTest } from './rank-sum-test.ts';
import { renderComparison } from './render-comparison.ts';

const noise = (random: Random) => (random.below(1e6) + random.below(1e6)) / 1e6 - 1;
const sample = (random: Random, size: number, median: number) =>
  Array.from({ length: size }, () => median * (1 + 0.05 * noise(random)));

function lineOf(random: Random, change: number, size = 10, name = 'p99'): Line {
  const [before, after] = [sample(random, size, 100), sample(random, size, 100 * (1 + change))];
  return { name, unit: 'ms', before, after };
}

const compared = (change: number, size = 10) =>
  compareLines([lineOf(createRandom(11), change, size)])[0];

describe('ten runs a side', () => {
  it.each([
    [0.2, 'more'],
    [-0.2, 'less'],
    [0, '~'],
  ])('of which one side has a median changed by %d: %s', (change, finding) => {
    expect(compared(change)?.finding).toBe(finding);
  });

  it('know where the change lies', () => {
    const { low = 0, high = 0, change } = compared(0.2) ?? {};
    expect(low).toBeLessThan(0.2);
    expect(high).toBeGreaterThan(0.2);
    expect(change).toBeCloseTo(0.2, 1);
  });
});

it('calls nothing a change that is under 3 %, however sure it is', () => {
  const before = Array.from({ length: 30 }, (_, n) => 100 + n / 1000);
  const after = before.map((value) => value * 1.02);
  const [line] = compareLines([{ name: 'a', unit: 'ms', before, after }]);

  expect(line?.adjustedP).toBeLessThan(1e-6);
  expect(line?.finding).toBe('~');
});

it('shows nothing with nine runs a side, and says so', () => {
  const line = compared(0.5, 9);

  expect(line?.finding).toBe('too few runs');
  const text = line ? renderComparison([line]).join('\n') : '';
  expect(text).toMatch(/p99 .* ~ .*9 \+ 9/);
  expect(text).toContain('With fewer than 10 runs a side nothing can be shown.');
});

it('asks more of each line, the more lines there are', () => {
  const random = createRandom(11);
  const [changed, ...same] = [0.2, 0, 0, 0, 0].map((change) => lineOf(random, change));
  const alone = compareLines([changed as Line])[0];
  const among = compareLines([changed as Line, ...same])[0];

  expect(among?.p).toBe(alone?.p);
  expect(among?.adjustedP).toBeCloseTo(5 * (alone?.p ?? 0), 12);
});

it('compares with 0 without dividing by it', () => {
  const zeros = Array(10).fill(0);
  const [same, more] = compareLines([
    { name: 'a', unit: '', before: zeros, after: zeros },
    { name: 'b', unit: '', before: zeros, after: Array(10).fill(3) },
  ]);

  expect(same).toMatchObject({ change: 0, finding: '~' });
  expect(more?.finding).toBe('more');
  expect(more && renderComparison([more])[1]).toMatch(/b +0 +3 +–/);
});

function shuffled(values: readonly number[], random: Random): readonly number[] {
  const order = values.map((value) => ({ value, key: random.below(2 ** 32) }));
  return order.toSorted((a, b) => a.key - b.key).map(({ value }) => value);
}

// 1,000 comparisons of a thing with itself, 6 lines each: in how many does any line seem changed? 1 % is allowed to be;
// 20 of 1,000 would be exceeded by chance once in 500 times, and the seed is fixed.
it('calls 1 % of the comparisons of a thing with itself a change, and no more', () => {
  const random = createRandom(2026);
  const runs = Array.from({ length: 40 }, () => 100 * Math.exp(0.2 * noise(random)));
  const families = Array.from({ length: 1000 }, () =>
    holm(
      Array.from({ length: 6 }, () => {
        const drawn = shuffled(runs, random);
        return rankSumTest(drawn.slice(0, 10), drawn.slice(10, 20)).p;
      }),
    ),
  );

  const wrong = families.filter((adjusted) => adjusted.some((p) => p < 0.01)).length;
  expect(wrong).toBeLessThanOrEqual(20);
  // A test that never finds anything would pass, too.
  expect(families.filter((adjusted) => adjusted.some((p) => p < 0.2)).length).toBeGreaterThan(50);
});
