import { z } from 'zod';
import { toRecord } from '../../alarms/alarm-definition.ts';
import type { MetricDatum } from '../../metrics/metric-store.ts';
import { isMetricUnit } from '../../metrics/units.ts';
import { defineAction } from '../action.ts';
import { invalidParameter } from '../api-error.ts';

const dimension = z.strictObject({
  Name: z.string().min(1).max(255),
  Value: z.string().min(1).max(1024),
});

const datum = z.strictObject({
  MetricName: z.string().min(1).max(255),
  Dimensions: z.array(dimension).max(30).default([]),
  Timestamp: z.number().optional(),
  Value: z.number().optional(),
  Values: z.array(z.number()).max(150).default([]),
  Counts: z.array(z.number()).optional(),
  StatisticValues: z
    .strictObject({
      SampleCount: z.number(),
      Sum: z.number(),
      Minimum: z.number(),
      Maximum: z.number(),
    })
    .optional(),
  Unit: z.string().refine(isMetricUnit, 'is not a unit').default('None'),
  StorageResolution: z.union([z.literal(1), z.literal(60)]).default(60),
});

const schema = z.strictObject({
  Namespace: z.string().min(1).max(255),
  MetricData: z.array(datum).max(1000),
});

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html */
export const putMetricData = defineAction(schema, ({ Namespace, MetricData }, { clock, store }) => {
  for (const entry of MetricData) store.put(toDatum(Namespace, entry, clock.now()));
  return {};
});

function toDatum(namespace: string, entry: z.infer<typeof datum>, now: number): MetricDatum {
  return {
    namespace,
    name: entry.MetricName,
    dimensions: toRecord(entry.Dimensions),
    timestamp: entry.Timestamp === undefined ? now : entry.Timestamp * 1000,
    ...valuesOf(entry),
    unit: entry.Unit,
    resolutionSeconds: entry.StorageResolution,
  };
}

function valuesOf({ Value, Values, Counts, StatisticValues }: z.infer<typeof datum>) {
  if (Value !== undefined) return { values: [Value] };
  if (StatisticValues) {
    const { SampleCount: count, Sum: sum, Minimum: min, Maximum: max } = StatisticValues;
    return { values: [], summary: { count, sum, min, max } };
  }
  if (!Counts) return { values: Values };
  if (Counts.length === Values.length) return { values: Values, counts: Counts };
  throw invalidParameter('Values and Counts must have the same length');
}
