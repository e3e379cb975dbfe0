import { z } from 'zod';
import { querySchema, toQuery } from '../../alarms/alarm-definition.ts';
import type { Series, Value } from '../../metrics/expression/value.ts';
import { compileQueries, type MetricQuery, type TimeGrid } from '../../metrics/metric-query.ts';
import { defineAction, toSeconds } from '../action.ts';
import { invalidParameter } from '../api-error.ts';
import { periodsBetween } from '../periods.ts';

const schema = z.strictObject({
  MetricDataQueries: z.array(querySchema).min(1).max(500),
  StartTime: z.number(),
  EndTime: z.number(),
  ScanBy: z.enum(['TimestampDescending', 'TimestampAscending']).default('TimestampDescending'),
});

/**
 * All points come in one page.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 */
export const getMetricData = defineAction(schema, (input, { store }) => {
  const queries = input.MetricDataQueries.map(toQuery);
  const compiled = compileQueries(queries, store);
  const periods = queries.flatMap(({ metric }) => (metric ? [metric.periodSeconds] : []));
  const results = queries
    .filter(({ returnData }) => returnData)
    .flatMap((query) => {
      const period = query.metric?.periodSeconds ?? commonPeriod(query, periods);
      const grid = periodsBetween(input.StartTime, input.EndTime, period);
      return toSeries(compiled.evaluate(query.id, grid)).map((points) =>
        toResult(query, points, grid, input.ScanBy === 'TimestampDescending'),
      );
    });
  return { MetricDataResults: results, Messages: [] };
});

function commonPeriod({ id }: MetricQuery, periods: readonly number[]): number {
  const [period = 60, ...others] = new Set(periods);
  if (others.length === 0) return period;
  throw invalidParameter(`${id}: expressions over metrics of different periods are not supported`);
}

function toSeries(value: Value): readonly Series[] {
  if (value.kind === 'series') return [value.points];
  if (value.kind === 'array') return value.members;
  throw invalidParameter('The result of an expression must be a time series');
}

function toResult(query: MetricQuery, points: Series, { times }: TimeGrid, descending: boolean) {
  const present = points.flatMap((value, index) => {
    const time = times[index];
    return value === undefined || time === undefined ? [] : [{ value, time: toSeconds(time) }];
  });
  if (descending) present.reverse();
  return {
    Id: query.id,
    Label: query.label ?? query.metric?.name ?? query.id,
    Timestamps: present.map(({ time }) => time),
    Values: present.map(({ value }) => value),
    StatusCode: 'Complete',
  };
}
