import type { Alarm, Transition } from './alarm.ts';
import type { MetricAlarmDefinition } from './alarm-definition.ts';
import { awsDate } from './evaluate-metric-alarm.ts';

/** What an alarm's action sends to a topic: the SNS message as AWS words it. */
export interface AlarmNotification {
  readonly topicArn: string;
  readonly alarmArn: string;
  readonly subject: string;
  /** JSON. */
  readonly message: string;
}

/** The message that AWS sends to an SNS topic when an alarm changes its state. `subject` has 100 characters at most. */
export function notificationOf(
  transition: Transition,
  where: { readonly region: string; readonly accountId: string },
): { readonly subject: string; readonly message: string } {
  const { alarm, state, previous, reason, at } = transition;
  const properties = alarm.definition?.properties;
  const message = {
    AlarmName: alarm.name,
    AlarmDescription: properties?.AlarmDescription ?? null,
    AWSAccountId: where.accountId,
    AlarmConfigurationUpdatedTimestamp: awsDate(alarm.createdAt),
    NewStateValue: state,
    NewStateReason: reason,
    StateChangeTime: awsDate(at),
    Region: where.region,
    AlarmArn: alarm.arn,
    OldStateValue: previous,
    OKActions: properties?.OKActions ?? [],
    AlarmActions: properties?.AlarmActions ?? [],
    InsufficientDataActions: properties?.InsufficientDataActions ?? [],
    ...(alarm.definition?.kind === 'metric' ? { Trigger: triggerOf(alarm.definition) } : {}),
    ...ruleOf(alarm),
  };
  return {
    subject: `${state}: "${alarm.name}" in ${where.region}`.slice(0, 100),
    message: JSON.stringify(message),
  };
}

function triggerOf({ properties, periodSeconds, datapointsToAlarm }: MetricAlarmDefinition) {
  const { MetricName, Namespace, Statistic, ExtendedStatistic, Dimensions, Metrics } = properties;
  const watched = Metrics
    ? { Metrics }
    : {
        MetricName,
        Namespace,
        StatisticType: Statistic ? 'Statistic' : 'ExtendedStatistic',
        Statistic: Statistic?.toUpperCase() ?? ExtendedStatistic,
        Unit: properties.Unit ?? null,
        Dimensions: Dimensions.map(({ Name, Value }) => ({ value: Value, name: Name })),
      };
  return {
    ...watched,
    Period: periodSeconds,
    EvaluationPeriods: properties.EvaluationPeriods,
    DatapointsToAlarm: datapointsToAlarm,
    ComparisonOperator: properties.ComparisonOperator,
    Threshold: properties.Threshold,
    TreatMissingData: properties.TreatMissingData,
    EvaluateLowSampleCountPercentile: '',
  };
}

function ruleOf({ definition }: Alarm) {
  return definition?.kind === 'composite' ? { AlarmRule: definition.properties.AlarmRule } : {};
}
