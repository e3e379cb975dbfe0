import { z } from 'zod';
import { toRecord } from '../../alarms/alarm-definition.ts';
import { readerOf, type Statistics } from '../../metrics/statistics.ts';
import { defineAction, toSeconds } from '../action.ts';
import { periodsBetween } from '../periods.ts';

const schema = z.strictObject({
  Namespace: z.string(),
  MetricName: z.string(),
  Dimensions: z.array(z.strictObject({ Name: z.string(), Value: z.string() })).default([]),
  StartTime: z.number(),
  EndTime: z.number(),
  Period: z.number().int().positive(),
  Statistics: z.array(z.string()).default([]),
  ExtendedStatistics: z.array(z.string()).default([]),
  Unit: z.string().optional(),
});

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html */
export const getMetricStatistics = defineAction(schema, (input, { store }) => {
  const id = {
    namespace: input.Namespace,
    name: input.MetricName,
    dimensions: toRecord(input.Dimensions),
  };
  const { times, periodSeconds } = periodsBetween(input.StartTime, input.EndTime, input.Period);
  const plain = input.Statistics.map((name) => [name, readerOf(name)] as const);
  const extended = input.ExtendedStatistics.map((name) => [name, readerOf(name)] as const);
  const readAll = (readers: typeof plain, found: Statistics) =>
    Object.fromEntries(readers.map(([name, read]) => [name, read(found)]));
  const points = times.flatMap((start) => {
    const found = store.read(id, start, start + periodSeconds * 1000, input.Unit);
    if (!found) return [];
    const Timestamp = toSeconds(start);
    const ExtendedStatistics = readAll(extended, found);
    const Unit = store.unitOf(id);
    return [{ Timestamp, Unit, ...readAll(plain, found), ExtendedStatistics }];
  });
  return { Label: input.MetricName, Datapoints: points };
});
