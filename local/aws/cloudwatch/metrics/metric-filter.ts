import { z } from 'zod';
import { documentOf } from '../../logs/document-of.ts';
import { parseFilterPattern } from '../../logs/filter-pattern.ts';
import type { LogLine } from '../../observer.ts';
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
    if (!matches(message)) return [];
    const entry = documentOf(message);
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

/** `{ Key: 'service', Value: '$.service' }` */
function readDimensions(
  dimensions: readonly { readonly Key: string; readonly Value: string }[],
  entry: unknown,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    dimensions.map(({ Key, Value }) => [Key, String(Object(entry)[Value.replace('$.', '')])]),
  );
}
