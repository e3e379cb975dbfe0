import type { Metric as AwsMetric, MetricAlarm } from '@aws-sdk/client-cloudwatch';
import type { Metric, MetricRow } from '../dashboards/widget.ts';
import { periodOf } from './alarm-condition.ts';
import type { DeployedAlarm } from './deployed-alarms.ts';

/** What an alarm measures, as the rows of a graph: of several metrics only the one that it judges is drawn. */
export function rowsOf(alarm: DeployedAlarm): readonly MetricRow[] {
  if (!('EvaluationPeriods' in alarm)) return [];
  const period = periodOf(alarm);
  const { Metrics = [] } = alarm;
  if (Metrics.length === 0) return [ownRow(alarm, period)];
  return Metrics.map(({ Id, Label, Expression, MetricStat, Period, ReturnData, AccountId }) => ({
    ...{ id: Id, label: Label, expression: Expression, accountId: AccountId },
    metric: MetricStat?.Metric && metricOf(MetricStat.Metric),
    stat: MetricStat?.Stat ?? '',
    period: MetricStat?.Period ?? Period ?? period,
    visible: ReturnData !== false,
    axis: 'left',
  }));
}

function ownRow(alarm: MetricAlarm, period: number): MetricRow {
  return {
    metric: metricOf(alarm),
    stat: alarm.Statistic ?? alarm.ExtendedStatistic ?? '',
    ...{ period, visible: true, axis: 'left' },
  };
}

function metricOf({ Namespace = '', MetricName = '', Dimensions = [] }: AwsMetric): Metric {
  const dimensions = Object.fromEntries(
    Dimensions.map(({ Name = '', Value = '' }) => [Name, Value] as const),
  );
  return { namespace: Namespace, name: MetricName, dimensions };
}
