import type { DeployedAlarm } from './deployed-alarms.ts';

/** When a metric alarm fires, as CloudWatch has it. */
export interface AlarmCondition {
  readonly operator: '>' | '≥' | '<' | '≤';
  readonly threshold: number;
  /** So many of so many periods have to be across the threshold. */
  readonly datapoints: number;
  readonly periods: number;
  readonly periodSeconds: number;
  /** What a period without data counts as: `notBreaching`, `breaching`, `ignore`, `missing`. */
  readonly missing: string;
}

const operators: Readonly<Record<string, AlarmCondition['operator']>> = {
  GreaterThanThreshold: '>',
  GreaterThanOrEqualToThreshold: '≥',
  LessThanThreshold: '<',
  LessThanOrEqualToThreshold: '≤',
};

/** @returns undefined for an alarm of alarms, and for one that learns its threshold */
export function conditionOf(alarm: DeployedAlarm): AlarmCondition | undefined {
  if (!('EvaluationPeriods' in alarm) || alarm.Threshold === undefined) return undefined;
  const { Threshold: threshold, ComparisonOperator = '', EvaluationPeriods: periods = 1 } = alarm;
  const operator = operators[ComparisonOperator];
  if (operator === undefined) return undefined;
  return {
    ...{ operator, threshold, periods, periodSeconds: periodOf(alarm) },
    datapoints: alarm.DatapointsToAlarm ?? periods,
    missing: alarm.TreatMissingData ?? 'missing',
  };
}

/** An alarm of several metrics has its period with each of them. In seconds; 0 where it has none. */
export function periodOf(alarm: DeployedAlarm): number {
  if (!('EvaluationPeriods' in alarm)) return 0;
  const { Period, Metrics = [] } = alarm;
  const ofMetrics = Metrics.map((metric) => metric.MetricStat?.Period ?? metric.Period ?? 0);
  return Period ?? Math.max(0, ...ofMetrics);
}
