import { Metrics } from '@aws-lambda-powertools/metrics';
import { metricNamespace } from './metric-names.ts';
import type { Measured, MetricGroup } from './metrics.ts';

/**
 * A document in the embedded metric format: dimensions and values are members of its root.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export type EmfDocument = ReturnType<Metrics['serializeMetrics']>;

export interface EmfWriter {
  /** One document, or several where a metric has more values than one may hold. */
  serialize(group: MetricGroup): readonly EmfDocument[];
  /** Writes them to the log, each as a line of its own. */
  publish(group: MetricGroup): void;
}

/** A document may hold 100 values of a metric. Powertools publishes what it has as soon as there are that many. */
const mostValues = 99;

export function createEmfWriter(): EmfWriter {
  const powertools = new Metrics({ namespace: metricNamespace });
  const withEach = <Result>(group: MetricGroup, work: () => Result): readonly Result[] =>
    chunksOf(group.measured).map((measured) => {
      try {
        for (const set of group.sets) powertools.addDimensions(set);
        for (const { name, unit, value } of measured) powertools.addMetric(name, unit, value);
        return work();
      } finally {
        powertools.clearMetrics();
        powertools.clearDimensions();
      }
    });
  return {
    serialize: (group) => withEach(group, () => powertools.serializeMetrics()),
    publish: (group) => void withEach(group, () => powertools.publishStoredMetrics()),
  };
}

function chunksOf(measured: readonly Measured[]): readonly (readonly Measured[])[] {
  if (measured.length <= mostValues) return [measured];
  return [measured.slice(0, mostValues), ...chunksOf(measured.slice(mostValues))];
}
