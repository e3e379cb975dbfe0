import { median, quantile } from 'simple-statistics';
import type { Random } from '../../test/factories/random.ts';

type Statistic = (values: number[]) => number;

/** A statistic of so many samples, each of them drawn from the values with replacement. */
export function resampled(
  values: readonly number[],
  statistic: Statistic,
  times: number,
  random: Random,
): readonly number[] {
  const draw = () => values[random.below(values.length)] ?? Number.NaN;
  return Array.from({ length: times }, () => statistic(values.map(draw)));
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Efron's percentile interval: where the middle 95 % of the resampled ones lie. */
export function percentileInterval(ones: readonly number[]): Interval {
  return { low: quantile([...ones], 0.025), high: quantile([...ones], 0.975) };
}

const times = 2000;

/** Between which changes of the median 95 % lie, where both sides are drawn again and again: 0.1 is 10 % more. */
export function changeInterval(
  before: readonly number[],
  after: readonly number[],
  random: Random,
): Interval {
  const [bases, changed] = [
    resampled(before, median, times, random),
    resampled(after, median, times, random),
  ];
  return percentileInterval(bases.map((base, index) => (changed[index] ?? Number.NaN) / base - 1));
}
