import { createHistogram } from 'node:perf_hooks';
import type { Percentiles } from '../judge/statistics.ts';

export interface HdrPercentiles extends Percentiles {
  readonly p999: number;
}

/** An hour. */
const highestMicroseconds = 3_600_000_000;

/**
 * Milliseconds by an HDR histogram, Node's own, in microseconds to 3 significant figures: each is at most 0.1 % too high.
 * Undefined if there are no values.
 */
export function hdrPercentilesOf(milliseconds: readonly number[]): HdrPercentiles | undefined {
  if (milliseconds.length === 0) return undefined;
  const histogram = createHistogram({ lowest: 1, highest: highestMicroseconds, figures: 3 });
  let max = 0;
  for (const value of milliseconds) {
    max = Math.max(max, value);
    // It takes no 0; what is longer than an hour counts as one.
    histogram.record(Math.min(highestMicroseconds, Math.max(1, Math.round(value * 1000))));
  }
  const at = (percent: number) => Math.min(max, histogram.percentile(percent) / 1000);
  return {
    count: milliseconds.length,
    p50: at(50),
    p95: at(95),
    p99: at(99),
    p999: at(99.9),
    max,
  };
}
