import { versionMetric } from '../marks.ts';
import { coldStartMetric, functionMetric, math } from '../metrics.ts';
import type { WatchedFunction } from '../watched.ts';
import type { Graph } from '../widgets.ts';

/** From here on Lambda is about to end an invocation. */
const nearTimeout = 0.95;

export function durationGraph(title: string, of: WatchedFunction): Graph {
  const duration = (statistic: string, label = statistic) =>
    functionMetric('Duration', of, { statistic, label });
  return {
    title,
    unit: 'ms',
    left: [duration('p50'), duration('p99'), duration('Maximum', 'max')],
    lines: [
      {
        at: 1000 * nearTimeout * of.timeoutSeconds,
        label: `${100 * nearTimeout} % of the timeout`,
      },
    ],
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
