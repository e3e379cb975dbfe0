import { z } from 'zod';
import { defineAction, pageOf } from '../action.ts';

const schema = z.strictObject({
  Namespace: z.string().optional(),
  MetricName: z.string().optional(),
  Dimensions: z
    .array(z.strictObject({ Name: z.string(), Value: z.string().optional() }))
    .default([]),
  /** Only what had data in the last three hours: no other time can be asked for. */
  RecentlyActive: z.literal('PT3H').optional(),
  NextToken: z.string().optional(),
});

const recentMs = 3 * 3_600_000;

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html */
export const listMetrics = defineAction(schema, (input, { store, clock }) => {
  const now = clock.now();
  const matches = store
    .list()
    .filter(
      (id) =>
        input.RecentlyActive === undefined || store.read(id, now - recentMs, now + 1) !== undefined,
    )
    .filter(
      ({ namespace, name, dimensions }) =>
        (input.Namespace ?? namespace) === namespace &&
        (input.MetricName ?? name) === name &&
        input.Dimensions.every(({ Name, Value }) =>
          Value === undefined ? Object.hasOwn(dimensions, Name) : dimensions[Name] === Value,
        ),
    );
  const { page, ...next } = pageOf(matches, 500, input.NextToken);
  return {
    Metrics: page.map(({ namespace, name, dimensions }) => ({
      Namespace: namespace,
      MetricName: name,
      Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
    })),
    ...next,
  };
});
