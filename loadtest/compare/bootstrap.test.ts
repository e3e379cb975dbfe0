import { standardDeviation } from 'simple-statistics';
import { expect, it } from 'vitest';
import { createRandom } from '../../test/factories/random.ts';
import { changeInterval, resampledMedians } from './bootstrap.ts';

// Efron and Tibshirani, An Introduction to the Bootstrap, 1993, tables 2.1 and 2.2: days that mice lived after surgery.
const treated = [94, 197, 16, 38, 99, 141, 23];

it('finds the standard error of a median that Efron and Tibshirani published', () => {
  const medians = resampledMedians(treated, 10_000, createRandom(1));

  // Theirs for endless samples; 10,000 of them know it to 1 %.
  expect(standardDeviation([...medians])).toBeGreaterThan(37.83 * 0.98);
  expect(standardDeviation([...medians])).toBeLessThan(37.83 * 1.02);
});

it('holds the true change in about 95 of 100 samples', () => {
  const random = createRandom(7);
  const noise = () => random.below(1e6) / 1e6 + random.below(1e6) / 1e6 - 1;
  const around = (mean: number) => Array.from({ length: 20 }, () => mean * (1 + 0.1 * noise()));
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
  expect(resampledMedians(treated, 5, createRandom(3))).not.toEqual(
    resampledMedians(treated, 5, createRandom(40)),
  );
});
