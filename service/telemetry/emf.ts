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
  /** Writes it to the log, as a line of its own. */
  publish(group: MetricGroup): void;
}

/** A document may hold 100 values of a metric. Powertools publishes what it has as soon as there are that many. */
const mostValues = 99;

/** Documents that differ in nothing but their values are made once: that takes Powertools as long as the line's text. */
const mostShapes = 200;

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
  const shapes = new Map<string, EmfDocument>();
  return {
    serialize(group) {
      const shape = shapeOf(group);
      const known = shape === undefined ? undefined : shapes.get(shape);
      if (known !== undefined) return [withValues(known, group)];
      const documents = withEach(group, () => powertools.serializeMetrics());
      const [only] = documents;
      if (shape !== undefined && only !== undefined && shapes.size < mostShapes) {
        shapes.set(shape, only);
      }
      return documents;
    },
    publish: (group) => void withEach(group, () => powertools.publishStoredMetrics()),
  };
}

/** @returns `undefined` where a metric has several values, or one that Powertools has to refuse */
function shapeOf({ sets, measured }: MetricGroup): string | undefined {
  if (!measured.every(({ value }) => Number.isFinite(value))) return undefined;
  const names = measured.map(({ name }) => name);
  return new Set(names).size < names.length ? undefined : JSON.stringify([sets, names]);
}

function withValues({ _aws, ...members }: EmfDocument, { measured }: MetricGroup): EmfDocument {
  const values = Object.fromEntries(measured.map(({ name, value }) => [name, value]));
  return { ...members, ...values, _aws: { ..._aws, Timestamp: Date.now() } };
}

function chunksOf(measured: readonly Measured[]): readonly (readonly Measured[])[] {
  if (measured.length <= mostValues) return [measured];
  return [measured.slice(0, mostValues), ...chunksOf(measured.slice(mostValues))];
}
