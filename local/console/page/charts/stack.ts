import type { GraphSeries } from './graph-props.ts';

type Values = GraphSeries['values'];

/**
 * Puts series on each other: each one's values become the sum up to it. A gap counts as nothing for those above it, and stays
 * a gap of its own.
 */
export function stack(series: readonly Values[]): readonly Values[] {
  const sums: number[] = [];
  return series.map((values) =>
    values.map((value, at) => {
      if (value === null || value === undefined) return value;
      sums[at] = (sums[at] ?? 0) + value;
      return sums[at];
    }),
  );
}
