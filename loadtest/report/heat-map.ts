import type { Request } from '../samples/requests.ts';

/** How many answers took how long, second by second: percentiles hide that there are two kinds of them. */
export interface HeatMap {
  /** Milliseconds: the upper bound of each row but the last, which has none. */
  readonly bounds: readonly number[];
  /** For each second in which webhooks were due, how many fell in each row. */
  readonly seconds: readonly (readonly number[])[];
}

/** Each 1.5 times the one before: 2 ms to 15 s. */
const bounds = Array.from({ length: 23 }, (_, index) => Number((2 * 1.5 ** index).toPrecision(3)));

/** @param startedAt when the first webhook was due, in milliseconds since 1970 */
export function heatMapOf(requests: readonly Request[], startedAt: number): HeatMap {
  const seconds: number[][] = [];
  for (const { sent, latencyMs } of requests) {
    const second = Math.max(0, Math.floor((sent.dueAt - startedAt) / 1000));
    while (seconds.length <= second) seconds.push(new Array(bounds.length + 1).fill(0));
    const row = bounds.findIndex((bound) => latencyMs < bound);
    const cells = seconds[second] as number[];
    const index = row === -1 ? bounds.length : row;
    cells[index] = (cells[index] ?? 0) + 1;
  }
  return { bounds, seconds };
}
