import type { Series } from '../metrics/expression/value.ts';
import { type CompiledQueries, gridEndingAt, type TimeGrid } from '../metrics/metric-query.ts';
import type { Verdict } from './alarm.ts';
import type { MetricAlarmDefinition, MetricAlarmProperties } from './alarm-definition.ts';
import { type AlarmState, evaluationRange, stateOf } from './alarm-state.ts';

const comparisons = {
  GreaterThanOrEqualToThreshold: {
    holds: (a: number, b: number) => a >= b,
    words: 'greater than or equal to',
  },
  GreaterThanThreshold: { holds: (a: number, b: number) => a > b, words: 'greater than' },
  LessThanThreshold: { holds: (a: number, b: number) => a < b, words: 'less than' },
  LessThanOrEqualToThreshold: {
    holds: (a: number, b: number) => a <= b,
    words: 'less than or equal to',
  },
} as const satisfies Record<MetricAlarmProperties['ComparisonOperator'], unknown>;

/** How often AWS looks at an alarm, in seconds. */
export function evaluationIntervalSeconds(definition: MetricAlarmDefinition): number {
  const { periodSeconds, properties } = definition;
  if (periodSeconds < 60) return 10;
  return periodSeconds * properties.EvaluationPeriods > 86_400 ? 3600 : 60;
}

/** How far back an evaluation looks. */
export function evaluationRangeSeconds(definition: MetricAlarmDefinition): number {
  return definition.periodSeconds * evaluationRange(rangeOf(definition));
}

/**
 * What the periods up to `endMs` say; undefined to keep the current state. The periods end where the
 * evaluation falls, as AWS's do: they aren't aligned to their own length.
 */
export function evaluateMetricAlarm(
  definition: MetricAlarmDefinition,
  queries: CompiledQueries,
  endMs: number,
): Verdict | undefined {
  const { properties, periodSeconds, datapointsToAlarm } = definition;
  const grid = gridEndingAt(endMs, periodSeconds, evaluationRange(rangeOf(definition)));
  const points = queries.evaluateSingle(definition.watchedId, grid);
  const { holds } = comparisons[properties.ComparisonOperator];
  const breaches = points.map((point) =>
    point === undefined ? undefined : holds(point, properties.Threshold),
  );
  const state = stateOf(breaches, {
    evaluationPeriods: properties.EvaluationPeriods,
    datapointsToAlarm,
    treatMissingData: properties.TreatMissingData,
  });
  const why = () => explain(definition, state ?? 'OK', points, grid, endMs);
  // Most evaluations confirm a state, and nobody asks why.
  return (
    state && {
      state,
      get reason() {
        return why().reason;
      },
      get reasonData() {
        return why().reasonData;
      },
    }
  );
}

function rangeOf({ properties }: MetricAlarmDefinition) {
  return { evaluationPeriods: properties.EvaluationPeriods };
}

function explain(
  definition: MetricAlarmDefinition,
  state: AlarmState,
  points: Series,
  { times }: TimeGrid,
  endMs: number,
): Required<Omit<Verdict, 'state'>> {
  const { properties, periodSeconds } = definition;
  const recent = points
    .flatMap((value, index) => (value === undefined ? [] : [{ value, at: times[index] ?? endMs }]))
    .slice(-properties.EvaluationPeriods);
  const reasonData = JSON.stringify({
    version: '1.0',
    queryDate: awsDate(endMs),
    ...(recent[0] ? { startDate: awsDate(recent[0].at) } : {}),
    ...(properties.Statistic ? { statistic: properties.Statistic } : {}),
    period: periodSeconds,
    recentDatapoints: recent.map(({ value }) => value),
    threshold: properties.Threshold,
  });
  return { reason: reasonOf(properties, state, recent), reasonData };
}

function reasonOf(
  properties: MetricAlarmProperties,
  state: AlarmState,
  recent: readonly { readonly value: number; readonly at: number }[],
): string {
  if (state === 'INSUFFICIENT_DATA') return 'Insufficient Data: too few datapoints were received';
  const { ComparisonOperator, Threshold, EvaluationPeriods, TreatMissingData } = properties;
  const missing = EvaluationPeriods - recent.length;
  if (recent.length === 0) {
    return `Threshold Crossed: no datapoints were received, ${missing} missing and treated as ${TreatMissingData}.`;
  }
  const { holds, words } = comparisons[ComparisonOperator];
  const inState = recent.filter(({ value }) => holds(value, Threshold) === (state === 'ALARM'));
  const shown = inState.map(({ value, at }) => `${value} (${awsDate(at)})`).join(', ');
  const verb = state === 'ALARM' ? 'breaching' : 'not breaching';
  const gaps = missing > 0 ? `, ${missing} missing and treated as ${TreatMissingData}` : '';
  return `Threshold Crossed: ${inState.length} out of the last ${EvaluationPeriods} datapoints [${shown}] were ${verb} (${words} the threshold ${Threshold})${gaps}.`;
}

/** The form of a time in AWS's reason data. */
export function awsDate(time: number): string {
  return new Date(time).toISOString().replace('Z', '+0000');
}
