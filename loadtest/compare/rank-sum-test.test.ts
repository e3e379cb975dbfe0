import fc from 'fast-check';
import { expect, it } from 'vitest';
import { normalP, rankSumTest } from './rank-sum-test.ts';

// https://docs.scipy.org/doc/scipy/reference/generated/scipy.stats.mannwhitneyu.html, "Examples".
const males = [19, 22, 16, 29, 24];
const females = [20, 11, 17, 12];

// https://search.r-project.org/R/refmans/stats/html/wilcox.test.html, its two-sample example, of Hollander and Wolfe,
// Nonparametric Statistical Methods, 1973, page 69. R prints W = 35, p-value = 0.1272.
const atTerm = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
const early = [1.15, 0.88, 0.9, 0.74, 1.21];

it("finds what SciPy's page says of ages at diabetes", () => {
  expect(rankSumTest(males, females).u).toBe(17);
  expect(rankSumTest(females, males).u).toBe(3);
  expect(rankSumTest(males, females).p).toBeCloseTo(0.1111111111, 9);
});

it('approximates it as that page does', () => {
  expect(normalP(17, males.length, [...males, ...females])).toBeCloseTo(0.11134688653314041, 6);
});

it("finds what R's page says of the permeability of membranes", () => {
  const { u, p } = rankSumTest(atTerm, early);
  expect(u).toBe(35);
  // R's 0.1272 is of one side.
  expect(p / 2).toBeCloseTo(0.1272, 4);
});

/** By definition: U of each way to deal the values out, and how many are as far from the mean. */
function pByDefinition(one: readonly number[], other: readonly number[]): number {
  const values = [...one, ...other];
  const mean = (one.length * other.length) / 2;
  const uOf = (mask: number) => {
    const [inside, outside]: [number[], number[]] = [[], []];
    values.forEach((value, index) => void ((mask >> index) & 1 ? inside : outside).push(value));
    return inside.length === one.length ? pairsWon(inside, outside) : undefined;
  };
  const all = Array.from({ length: 1 << values.length }, (_, mask) => uOf(mask)).filter(
    (u) => u !== undefined,
  );
  const distance = Math.abs(pairsWon(one, other) - mean);
  return all.filter((u) => Math.abs(u - mean) >= distance).length / all.length;
}

function pairsWon(one: readonly number[], other: readonly number[]): number {
  const points = one.flatMap((a) => other.map((b) => (a > b ? 1 : a === b ? 0.5 : 0)));
  return points.reduce((sum: number, point) => sum + point, 0);
}

it('counts as the definition does, with ties too', () => {
  const sample = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(sample, sample, (one, other) => {
      const { u, p } = rankSumTest(one, other);
      expect(u).toBe(pairsWon(one, other));
      expect(p).toBeCloseTo(pByDefinition(one, other), 10);
    }),
    { numRuns: 60 },
  );
});

it('is close to the exact p where it no longer counts', () => {
  const [one, other] = [0, 1].map((side) => Array.from({ length: 30 }, (_, n) => n + 4.5 * side));
  const { u, p } = rankSumTest(one ?? [], other ?? []);

  expect(normalP(u, 30, [...(one ?? []), ...(other ?? [])])).toBeCloseTo(p, 2);
  const more = [...(other ?? []), 40];
  expect(rankSumTest(one ?? [], more).p).toBeLessThan(p);
});

it('shows nothing of two sides that are all equal', () => {
  expect(rankSumTest(Array(40).fill(7), Array(40).fill(7)).p).toBe(1);
  expect(rankSumTest([7, 7], [7, 7, 7]).p).toBe(1);
});
