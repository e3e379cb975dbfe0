import type { Columns } from './graph-props.ts';

type Values = Columns['series'][number]['values'];

/**
 * Fewer points, of which none hides a spike: each stretch of time keeps the smallest and the largest value of each series,
 * in the order in which they came. A stretch without a value stays a gap.
 *
 * @param most points of a series
 */
export function downsample<T extends Columns>(columns: T, most = 2000): T {
  const { times, series } = columns;
  if (times.length <= most) return columns;
  const size = Math.ceil((2 * times.length) / most);
  const starts = Array.from({ length: Math.ceil(times.length / size) }, (_, i) => i * size);
  const lastOf = (start: number) => Math.min(start + size, times.length) - 1;
  return {
    ...columns,
    times: starts.flatMap((start) => timesOf(times, start, lastOf(start))),
    series: series.map((one) => ({
      ...one,
      values: starts.flatMap((start) => {
        const kept = extremes(one.values, start, lastOf(start));
        return lastOf(start) === start ? kept.slice(0, 1) : kept;
      }),
    })),
  };
}

function timesOf(times: readonly number[], first: number, last: number): readonly number[] {
  const ends = first === last ? [first] : [first, last];
  return ends.map((at) => times[at] ?? 0);
}

function extremes(values: Values, first: number, last: number): Values {
  const stretch = values.slice(first, last + 1);
  const known = stretch.filter((value) => value !== null && value !== undefined);
  if (known.length === 0) {
    const none = stretch.includes(null) ? null : undefined;
    return [none, none];
  }
  const [least, most] = [Math.min(...known), Math.max(...known)];
  return stretch.indexOf(least) <= stretch.indexOf(most) ? [least, most] : [most, least];
}
