import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { readAlarmText } from '../alarms/alarm-text.ts';
import { alarmPrefix, readDeployedAlarms } from '../alarms/deployed-alarms.ts';

export interface AlarmStatus {
  readonly name: string;
  readonly state: string;
  readonly since?: string;
  readonly reason: string;
  /** The page that says what to do, from the root of the repository. */
  readonly runbook: string;
}

const urgency: Readonly<Record<string, number>> = { ALARM: 0, INSUFFICIENT_DATA: 1, OK: 2 };

/** Those that need somebody first, without those that are only a part of another. */
export async function readAlarms(
  cloudWatch: CloudWatchClient,
  stage: string,
): Promise<AlarmStatus[]> {
  const alarms = (await readDeployedAlarms(cloudWatch, stage)).flatMap((alarm) => {
    const { AlarmName: name = '', StateValue: state = '', StateReason: reason = '' } = alarm;
    const since = alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp;
    const { isPart, page = name.slice(alarmPrefix(stage).length) } = readAlarmText(
      alarm.AlarmDescription,
    );
    if (isPart) return [];
    const runbook = `runbooks/${page}.md`;
    return [{ name, state, reason, runbook, ...(since && { since: since.toISOString() }) }];
  });
  return alarms.sort(
    (a, b) => (urgency[a.state] ?? 3) - (urgency[b.state] ?? 3) || a.name.localeCompare(b.name),
  );
}
