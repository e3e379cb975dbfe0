import { versionMetric } from '../marks.ts';
import { coldStartMetric, functionMetric, math } from '../metrics.ts';
import type { WatchedFunction } from '../watched.ts';
import type { Graph, Line } from '../widgets.ts';

/** @param nearTimeout the alarm for an invocation that Lambda is about to end */
export function durationGraph(title: string, of: WatchedFunction, nearTimeout: Line): Graph {
  const duration = (statistic: string, label = statistic) =>
    functionMetric('Duration', of, { statistic, label });
  return {
    title,
    unit: 'ms',
    left: [duration('p50'), duration('p99'), duration('Maximum', 'max')],
    lines: [nearTimeout],
  };
}

export function concurrencyMetric(of: WatchedFunction) {
  return functionMetric('ConcurrentExecutions', of, { statistic: 'Maximum', label: 'at once' });
}

/** Powertools never publishes a 0. */
export function coldStartGraph(title: string, of: WatchedFunction): Graph {
  return {
    title,
    unit: '% of invocations',
    left: [
      math('cold starts', '100 * FILL(cold, 0) / invocations', {
        cold: coldStartMetric(of),
        invocations: functionMetric('Invocations', of),
      }),
    ],
    rightUnit: 'version',
    right: [versionMetric(of)],
  };
}
