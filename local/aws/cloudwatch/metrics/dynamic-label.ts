import type { MetricQuery } from './metric-query.ts';

type Values = readonly number[];

const sum = (values: Values) => values.reduce((total, value) => total + value, 0);

const ofValues: Readonly<Record<string, (values: Values) => number | undefined>> = {
  AVG: (values) => (values.length === 0 ? undefined : sum(values) / values.length),
  DATAPOINT_COUNT: (values) => values.length,
  FIRST: (values) => values[0],
  LAST: (values) => values.at(-1),
  MAX: (values) => (values.length === 0 ? undefined : Math.max(...values)),
  MIN: (values) => (values.length === 0 ? undefined : Math.min(...values)),
  SUM: (values) => (values.length === 0 ? undefined : sum(values)),
};

/**
 * A label, with what stands in `${…}` said of the series that it names. What is not known stays as it is.
 *
 * @param values the oldest first, without gaps
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/graph-dynamic-labels.html
 */
export function dynamicLabel({ id, label, metric }: MetricQuery, values: Values): string {
  const own = metric?.name ?? id;
  if (label === undefined) return own;
  return label.replace(/\$\{([^}]+)\}/g, (whole, what: string) => {
    const property = /^PROP\(\s*'([^']+)'\s*\)$/.exec(what)?.[1];
    if (property !== undefined) return propertyOf(metric, property) ?? whole;
    if (what === 'LABEL') return own;
    if (!Object.hasOwn(ofValues, what)) return whole;
    return String(ofValues[what]?.(values) ?? '--');
  });
}

function propertyOf(metric: MetricQuery['metric'], property: string): string | undefined {
  if (metric === undefined) return undefined;
  const dimension = /^Dim\.(.+)$/.exec(property)?.[1];
  if (dimension !== undefined) return metric.dimensions[dimension];
  const known: Readonly<Record<string, string>> = {
    MetricName: metric.name,
    Namespace: metric.namespace,
    Period: String(metric.periodSeconds),
    Stat: metric.statistic,
  };
  return known[property];
}
