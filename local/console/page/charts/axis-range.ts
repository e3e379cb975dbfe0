import type { GraphAxis, GraphLine } from './graph-props.ts';

/**
 * The ends of an axis: those that it was given, else what its values and its thresholds need. Values that are nowhere below
 * zero begin there.
 *
 * @param least of the data, `null` where there is none
 */
export function axisRange(
  { min, max }: GraphAxis,
  lines: readonly GraphLine[],
  least: number | null,
  most: number | null,
): [number, number] {
  const marks = lines.flatMap(({ at, to }) => (to === undefined ? [at] : [at, to]));
  const all = [...marks, ...(least === null ? [] : [least]), ...(most === null ? [] : [most])];
  const low = Math.min(...all, min ?? 0);
  const high = Math.max(...all, min ?? 0);
  const bottom = min === undefined ? low : Math.min(min, ...marks);
  const room = (high - bottom) * 0.06;
  const top = max === undefined ? high + room : Math.max(max, ...marks);
  const below = min === undefined && low < 0 ? bottom - room : bottom;
  return top > below ? [below, top] : [below, below + 1];
}
