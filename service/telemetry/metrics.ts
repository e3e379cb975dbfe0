import { Metrics } from '@aws-lambda-powertools/metrics';
import { type MetricName, metricNamespace, metrics as table } from './metric-names.ts';

export type Dimensions = Readonly<
  Partial<
    Record<'source' | 'reason' | 'explanation' | 'slot' | 'destination' | 'route' | 'kind', string>
  >
>;

/** Collects metrics during an invocation and publishes them as EMF lines at its end. */
export interface Meter {
  /** Adds to a count. */
  count(name: MetricName, dimensions: Dimensions, by?: number): void;
  /** Records one measurement, in the unit of `metric-names.ts`. */
  record(name: MetricName, value: number, dimensions: Dimensions): void;
  /** Publishes the cold start, once per execution environment. */
  coldStart(functionName: string): void;
  flush(): void;
}

/**
 * Metrics with the same dimensions share one EMF document:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
interface Group {
  readonly sets: readonly Readonly<Record<string, string>>[];
  readonly counts: Map<MetricName, number>;
  readonly records: [name: MetricName, value: number][];
}

export function createMeter(): Meter {
  const powertools = new Metrics({ namespace: metricNamespace });
  const groups = new Map<string, Group>();

  const group = (name: MetricName, dimensions: Dimensions): Group => {
    const names: readonly (readonly string[])[] = table[name].dimensions;
    const sets = names.map((set) => pick(dimensions, set));
    const key = JSON.stringify(sets);
    const known = groups.get(key);
    if (known) return known;
    const added: Group = { sets, counts: new Map(), records: [] };
    groups.set(key, added);
    return added;
  };

  return {
    count(name, dimensions, by = 1) {
      const { counts } = group(name, dimensions);
      counts.set(name, (counts.get(name) ?? 0) + by);
    },
    record(name, value, dimensions) {
      group(name, dimensions).records.push([name, value]);
    },
    coldStart: (functionName) => powertools.captureColdStartMetric(functionName),
    flush() {
      for (const collected of groups.values()) publish(powertools, collected);
      groups.clear();
    },
  };
}

function publish(powertools: Metrics, { sets, counts, records }: Group): void {
  powertools.addDimensions({}); // the set with only the service
  for (const set of sets) powertools.addDimensions(set);
  for (const [name, value] of [...counts, ...records]) {
    powertools.addMetric(name, table[name].unit, value);
  }
  powertools.publishStoredMetrics();
}

function pick(dimensions: Dimensions, names: readonly string[]): Readonly<Record<string, string>> {
  const values: Readonly<Record<string, string | undefined>> = dimensions;
  return Object.fromEntries(names.map((name) => [name, values[name] ?? 'unknown']));
}
