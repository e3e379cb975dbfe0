import {
  DescribeAlarmsCommand,
  type MetricAlarm,
  type MetricDataQuery,
  paginateGetMetricData,
} from '@aws-sdk/client-cloudwatch';
import type { DrillStage } from './drill-stage.ts';

/** The datapoints of a metric or of an expression over some, the oldest first. */
export interface SeenSeries {
  readonly name: string;
  readonly points: readonly { readonly at: string; readonly value: number }[];
}

/** What an alarm looked at since then; of one on others, what these looked at. @param alarm its whole name */
export async function readSeries(
  { clients: { cloudWatch }, now }: DrillStage,
  alarm: string,
  since: number,
): Promise<readonly SeenSeries[]> {
  const read = async (name: string): Promise<readonly SeenSeries[]> => {
    const { MetricAlarms = [], CompositeAlarms = [] } = await cloudWatch.send(
      new DescribeAlarmsCommand({
        AlarmNames: [name],
        AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
      }),
    );
    const series: SeenSeries[] = [];
    for (const one of MetricAlarms) series.push(...(await seriesOf(one)));
    for (const { AlarmRule = '' } of CompositeAlarms) {
      for (const part of namesIn(AlarmRule)) series.push(...(await read(part)));
    }
    return series;
  };
  const seriesOf = async (one: MetricAlarm) => {
    const pages = paginateGetMetricData(
      { client: cloudWatch },
      {
        MetricDataQueries: queriesOf(one),
        StartTime: new Date(since),
        EndTime: new Date(now()),
        ScanBy: 'TimestampAscending',
      },
    );
    const points = new Map<string, { at: string; value: number }[]>();
    for await (const { MetricDataResults = [] } of pages) {
      for (const { Id = '', Label = Id, Timestamps = [], Values = [] } of MetricDataResults) {
        const name = `${one.AlarmName}: ${Id === Label ? Id : `${Id} ${Label}`}`;
        const known = points.get(name) ?? [];
        points.set(name, known);
        known.push(
          ...Values.map((value, i) => ({ at: Timestamps[i]?.toISOString() ?? '', value })),
        );
      }
    }
    return [...points].map(([name, found]) => ({ name, points: found }));
  };
  return read(alarm);
}

/** `ALARM("a") AND ALARM("b")` */
function namesIn(rule: string): readonly string[] {
  return [...rule.matchAll(/ALARM\(["']?([^"')]+)["']?\)/g)].map(([, name = '']) => name);
}

/** All of an expression's metrics are shown, not only what the alarm looks at in the end. */
function queriesOf(alarm: MetricAlarm): MetricDataQuery[] {
  if (alarm.Metrics !== undefined && alarm.Metrics.length > 0) {
    return alarm.Metrics.map((query) => ({ ...query, ReturnData: true }));
  }
  const { Namespace, MetricName, Dimensions, Period, Statistic, ExtendedStatistic } = alarm;
  const Metric = { Namespace, MetricName, Dimensions };
  const Stat = Statistic ?? ExtendedStatistic;
  return [{ Id: 'watched', Label: MetricName, MetricStat: { Metric, Period, Stat } }];
}
