import { Color, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { math, ownMetric, ownMetrics } from './metrics.ts';
import type { Watched, WatchedFunction } from './watched.ts';

/**
 * Explains a graph's steps: a spike for each deployment, load test and note. They are metrics, because the next
 * deployment would erase annotations that stand in a dashboard's body.
 */
export function marks({ ingestion, processing, apiName }: Watched): readonly IMetric[] {
  // What `npx spillway annotate` wrote. A new kind has a line of its own.
  const notes = ownMetrics('Annotation', { name: apiName }, 'kind');
  return [
    deployments(ingestion, 'ingestionVersion', 'deployed: ingestion'),
    deployments(processing, 'processingVersion', 'deployed: processing'),
    notes.with({ color: Color.GREY }),
  ];
}

/** The number of the version that started, at each cold start. */
export function versionMetric(of: WatchedFunction) {
  const look = { statistic: 'Maximum', label: 'version that started' };
  return ownMetric('Annotation', of, look, { kind: 'deployment' });
}

/** 1 in a minute in which another version started than the time before; on a graph that shows both. */
function deployments(of: WatchedFunction, id: string, label: string): IMetric {
  const spikes = math(label, `IF(DIFF(FILL(${id}, REPEAT)) != 0, 1, 0)`, {
    [id]: versionMetric(of),
  });
  return spikes.with({ color: Color.PURPLE });
}
