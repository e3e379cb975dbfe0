import { z } from 'zod';
import { querySchema, toQuery } from '../../alarms/alarm-definition.ts';
import { dynamicLabel } from '../../metrics/dynamic-label.ts';
import type { Series, Value } from '../../metrics/expression/value.ts';
import { compileQueries, type MetricQuery, type TimeGrid } from '../../metrics/metric-query.ts';
import { expandSearches } from '../../metrics/search.ts';
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
  const found = expandSearches(input.MetricDataQueries.map(toQuery), () => store.list());
  const queries = found.map(({ query }) => query);
  const compiled = compileQueries(queries, store);
  const results = found
    .filter(({ query }) => query.returnData)
    .flatMap(({ query, of }) => {
      const grid = periodsBetween(input.StartTime, input.EndTime, compiled.periodOf(query.id));
      return toSeries(compiled.evaluate(query.id, grid)).map((points) =>
        toResult({ ...query, id: of }, points, grid, input.ScanBy === 'TimestampDescending'),
      );
    });
  return { MetricDataResults: results, Messages: [] };
});

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
  const label = dynamicLabel(
    query,
    present.map(({ value }) => value),
  );
  if (descending) present.reverse();
  return {
    Id: query.id,
    Label: label,
    Timestamps: present.map(({ time }) => time),
    Values: present.map(({ value }) => value),
    StatusCode: 'Complete',
  };
}
