import { z } from 'zod';
import type { Alarm } from '../../alarms/alarm.ts';
import { defineAction, pageOf, toSeconds } from '../action.ts';

const schema = z.strictObject({
  AlarmNames: z.array(z.string()).optional(),
  AlarmNamePrefix: z.string().optional(),
  AlarmTypes: z.array(z.enum(['MetricAlarm', 'CompositeAlarm'])).default(['MetricAlarm']),
  StateValue: z.enum(['OK', 'ALARM', 'INSUFFICIENT_DATA']).optional(),
  ActionPrefix: z.string().optional(),
  MaxRecords: z.int().min(1).max(100).default(50),
  NextToken: z.string().optional(),
});

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html */
export const describeAlarms = defineAction(schema, (input, { alarms }) => {
  const matches = alarms
    .list()
    .filter(
      (alarm) =>
        (input.AlarmNames?.includes(alarm.name) ?? true) &&
        alarm.name.startsWith(input.AlarmNamePrefix ?? '') &&
        input.AlarmTypes.includes(alarm.type) &&
        (input.StateValue ?? alarm.verdict.state) === alarm.verdict.state &&
        hasAction(alarm, input.ActionPrefix),
    );
  const { page, ...next } = pageOf(matches, input.MaxRecords, input.NextToken);
  const described = (type: Alarm['type']) =>
    page.filter((alarm) => alarm.type === type).map(describe);
  return {
    MetricAlarms: described('MetricAlarm'),
    CompositeAlarms: described('CompositeAlarm'),
    ...next,
  };
});

function describe(alarm: Alarm): object {
  const { verdict } = alarm;
  return {
    ...alarm.definition?.properties,
    AlarmName: alarm.name,
    AlarmArn: alarm.arn,
    ActionsEnabled: alarm.actionsEnabled,
    AlarmConfigurationUpdatedTimestamp: toSeconds(alarm.createdAt),
    StateValue: verdict.state,
    StateReason: verdict.reason,
    ...(verdict.reasonData ? { StateReasonData: verdict.reasonData } : {}),
    StateUpdatedTimestamp: toSeconds(alarm.stateUpdatedAt),
    StateTransitionedTimestamp: toSeconds(alarm.transitionedAt),
  };
}

function hasAction({ definition }: Alarm, prefix: string | undefined): boolean {
  if (prefix === undefined) return true;
  if (!definition) return false;
  const { AlarmActions, OKActions, InsufficientDataActions } = definition.properties;
  const all = [...AlarmActions, ...OKActions, ...InsufficientDataActions];
  return all.some((action) => action.startsWith(prefix));
}
