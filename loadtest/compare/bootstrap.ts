import { median, quantile } from 'simple-statistics';
import type { Random } from '../../test/factories/random.ts';

/** The medians of so many samples drawn from the values, with replacement. */
export function resampledMedians(
  values: readonly number[],
  times: number,
  random: Random,
): readonly number[] {
  const draw = () => values[random.below(values.length)] ?? Number.NaN;
  return Array.from({ length: times }, () => median(values.map(draw)));
}

const times = 2000;

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Between which changes of the median 95 % lie, where both sides are drawn again and again: 0.1 is 10 % more. */
export function changeInterval(
  before: readonly number[],
  after: readonly number[],
  random: Random,
): Interval {
  const [bases, changed] = [
    resampledMedians(before, times, random),
    resampledMedians(after, times, random),
  ];
  const changes = bases.map((base, index) => (changed[index] ?? Number.NaN) / base - 1);
  return { low: quantile(changes, 0.025), high: quantile(changes, 0.975) };
}
