import { periodOf } from './alarm-condition.ts';
import { readAlarmText } from './alarm-text.ts';
import type { DeployedAlarm } from './deployed-alarms.ts';
import { alarmPrefix } from './deployed-alarms.ts';

/** An alarm of a stage as it is now. */
export interface CurrentAlarm {
  /** Without the stage: `dlq-not-empty`, `signature-failures-shop`. */
  readonly name: string;
  /** The page in `runbooks/`, without its ending: `signature-failures`. */
  readonly page: string;
  readonly state: string;
  /** P wakes someone, T waits for the morning. Absent for one that only sums up others. */
  readonly severity?: 'P' | 'T';
  /** ISO 8601. */
  readonly since?: string;
  /** When it fires: one sentence with the number. Empty for an alarm that is not described as ours are. */
  readonly meaning: string;
  /** Why, in one line. */
  readonly reason: string;
  readonly impact?: string;
  /** What it looks at: it may be on for so long after its cause is gone. Absent for one that sums up others. */
  readonly windowSeconds?: number;
  /** Whether it tells nobody just now. */
  readonly isMuted: boolean;
}

/**
 * @param muted the full names of the alarms that maintenance mutes
 * @returns undefined for what is only a part of another alarm
 */
export function currentAlarm(
  stage: string,
  alarm: DeployedAlarm,
  muted: ReadonlySet<string>,
): CurrentAlarm | undefined {
  const { AlarmName: fullName = '', StateValue: state = '', ActionsEnabled } = alarm;
  const text = readAlarmText(alarm.AlarmDescription);
  if (text.isPart) return undefined;
  const name = fullName.slice(alarmPrefix(stage).length);
  const windowSeconds = windowOf(alarm);
  const since = alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp;
  return {
    ...{ name, page: text.page ?? name, state },
    ...{ meaning: text.meaning, reason: reasonOf(alarm, text.meaning) },
    ...(text.severity === undefined ? {} : { severity: text.severity }),
    ...(since === undefined ? {} : { since: since.toISOString() }),
    ...(text.impact === undefined ? {} : { impact: text.impact }),
    ...(windowSeconds === undefined ? {} : { windowSeconds }),
    isMuted: ActionsEnabled === false || muted.has(fullName),
  };
}

function windowOf(alarm: DeployedAlarm): number | undefined {
  if (!('EvaluationPeriods' in alarm)) return undefined;
  const seconds = periodOf(alarm);
  return alarm.EvaluationPeriods && seconds ? alarm.EvaluationPeriods * seconds : undefined;
}

/**
 * CloudWatch names a threshold; the description says what that means. What somebody set by hand has words of its own,
 * and no data.
 */
function reasonOf(alarm: DeployedAlarm, meaning: string): string {
  const { StateValue, StateReason = '', StateReasonData } = alarm;
  if (StateValue !== 'ALARM') return StateReason;
  if (alarm.isComposite) return meaning || StateReason;
  if (StateReasonData === undefined || meaning === '') return StateReason;
  return `${meaning} ${measured(StateReasonData)}`;
}

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricAlarm.html
function measured(reasonData: string): string {
  const { recentDatapoints, threshold } = parse(reasonData);
  const last = Array.isArray(recentDatapoints) ? recentDatapoints.at(-1) : undefined;
  if (typeof last !== 'number') return 'No data came.';
  return `Last measured: ${shown(last)}, with a threshold of ${shown(Number(threshold))}.`;
}

function parse(json: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(json));
  } catch {
    return {};
  }
}

function shown(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: 2 });
}
