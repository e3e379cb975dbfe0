import { mean, median, standardDeviation } from 'simple-statistics';
import { expect, it } from 'vitest';
import { createRandom } from '../../test/factories/random.ts';
import { changeInterval, percentileInterval, resampled } from './bootstrap.ts';

// Efron and Tibshirani, An Introduction to the Bootstrap, 1993, table 2.1: days that mice lived after surgery. What they
// found is in tables 2.2 and 13.1; the tests of PSLmodels/Tax-Calculator (taxcalc/tests/test_utils.py) hold their own
// bootstrap against the same ones.
const treated = [94, 197, 16, 38, 99, 141, 23];

it('finds the standard error of a median that Efron and Tibshirani published', () => {
  const medians = resampled(treated, median, 10_000, createRandom(1));

  // Theirs for endless samples; 10,000 of them know it to 1 %.
  expect(standardDeviation([...medians])).toBeGreaterThan(37.83 * 0.98);
  expect(standardDeviation([...medians])).toBeLessThan(37.83 * 1.02);
});

it('finds the percentile interval of a mean that they published', () => {
  const means = resampled(treated, mean, 10_000, createRandom(1));
  const { low, high } = percentileInterval(means);

  // Theirs are of 1,000 samples: a bound beyond which 25 of them lie is known to about 2 days.
  expect(Math.abs(low - 45.9)).toBeLessThan(4);
  expect(Math.abs(high - 135.4)).toBeLessThan(4);
  expect(standardDeviation([...means]) / 23.02).toBeCloseTo(1, 1);
});

it('draws each value of a sample as its median as often as can be counted', () => {
  const share = (value: number) => medians.filter((one) => one === value).length / medians.length;
  const medians = resampled(treated, median, 10_000, createRandom(3));

  // The k-th is it where at least 4 of 7 draws are among the k smallest, and not 4 among the k - 1: Efron, 1979, section 3.
  const atMost = (k: number) =>
    [4, 5, 6, 7].reduce((sum, m) => sum + ways(7, m) * (k / 7) ** m * (1 - k / 7) ** (7 - m), 0);
  treated
    .toSorted((a, b) => a - b)
    .forEach((value, index) => {
      expect(Math.abs(share(value) - atMost(index + 1) + atMost(index))).toBeLessThan(0.015);
    });
});

const ways = (n: number, m: number): number => (m === 0 ? 1 : (ways(n - 1, m - 1) * n) / m);

it('holds the true change in about 95 of 100 samples', () => {
  const random = createRandom(7);
  const noise = () => random.below(1e6) / 1e6 + random.below(1e6) / 1e6 - 1;
  const around = (center: number) => Array.from({ length: 20 }, () => center * (1 + 0.1 * noise()));
  const held = Array.from({ length: 25 }, () => {
    const { low, high } = changeInterval(around(100), around(110), random);
    return low <= 0.1 && high >= 0.1;
  });

  const share = held.filter(Boolean).length / held.length;
  expect(share).toBeGreaterThan(0.8);
});

it('gives the same interval again for the same seed, and another for another', () => {
  const of = (seed: number) => changeInterval([1, 2, 3, 4], [2, 3, 4, 9], createRandom(seed));

  expect(of(3)).toEqual(of(3));
  expect(resampled(treated, median, 5, createRandom(3))).not.toEqual(
    resampled(treated, median, 5, createRandom(40)),
  );
});
