import { z } from 'zod';
import type { LogLine } from '../../observer.ts';
import { parseFilterPattern } from './filter-pattern.ts';
import type { MetricDatum } from './metric-store.ts';

const filterProperties = z.object({
  LogGroupName: z.string(),
  FilterPattern: z.string(),
  MetricTransformations: z.array(
    z.object({
      MetricNamespace: z.string(),
      MetricName: z.string(),
      MetricValue: z.coerce.number('only numbers'),
      Dimensions: z.array(z.object({ Key: z.string(), Value: z.string() })).default([]),
    }),
  ),
});

/** The values that the matching entries of one log group add to metrics. */
export type CountEntries = (line: LogLine) => readonly MetricDatum[];

/** Makes the template's `AWS::Logs::MetricFilter` count. @throws Error for a pattern that is not understood here */
export function createMetricFilter(properties: unknown): CountEntries {
  const { LogGroupName, FilterPattern, MetricTransformations } = filterProperties.parse(properties);
  const matches = parseFilterPattern(FilterPattern);
  return ({ logGroup, message, timestamp }) => {
    if (logGroup !== LogGroupName) return [];
    const entry = parseEntry(message);
    if (!matches(entry)) return [];
    return MetricTransformations.map((transformation) => ({
      namespace: transformation.MetricNamespace,
      name: transformation.MetricName,
      unit: 'None',
      dimensions: readDimensions(transformation.Dimensions, entry),
      timestamp,
      values: [transformation.MetricValue],
    }));
  };
}

function parseEntry(message: string): unknown {
  try {
    return JSON.parse(message);
  } catch {
    return undefined; // no JSON: matches no pattern for JSON
  }
}

/** `{ Key: 'service', Value: '$.service' }` */
function readDimensions(
  dimensions: readonly { readonly Key: string; readonly Value: string }[],
  entry: unknown,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    dimensions.map(({ Key, Value }) => [Key, String(Object(entry)[Value.replace('$.', '')])]),
  );
}
