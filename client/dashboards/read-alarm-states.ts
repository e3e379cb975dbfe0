import { type CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';

export interface AlarmState {
  readonly name: string;
  readonly state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
  /** Milliseconds since 1970. */
  readonly updatedAt: number;
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html */
const mostNames = 100;

/** The states of alarms, by their names; those that are not there any more are left out. */
export async function readAlarmStates(
  client: CloudWatchClient,
  names: readonly string[],
): Promise<readonly AlarmState[]> {
  const found: AlarmState[] = [];
  for (let start = 0; start < names.length; start += mostNames) {
    const answer = await client.send(
      new DescribeAlarmsCommand({
        AlarmNames: names.slice(start, start + mostNames),
        AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
        MaxRecords: mostNames,
      }),
    );
    for (const alarm of [...(answer.MetricAlarms ?? []), ...(answer.CompositeAlarms ?? [])]) {
      found.push({
        name: alarm.AlarmName ?? '',
        state: alarm.StateValue ?? 'INSUFFICIENT_DATA',
        updatedAt:
          (alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp)?.getTime() ?? 0,
      });
    }
  }
  return found;
}

/** `arn:aws:cloudwatch:<region>:<account>:alarm:<name>` */
export function alarmNameOf(arn: string): string {
  return arn.split(':').slice(6).join(':');
}
