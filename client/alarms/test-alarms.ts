import { type CloudWatchClient, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import type { SNSClient } from '@aws-sdk/client-sns';
import { CommandError } from '../command-error.ts';
import type { CommandLines } from '../command-lines.ts';
import { readMaintenance } from '../maintenance/maintenance.ts';
import { readTellingAlarms, type TellingAlarm } from './deployed-alarms.ts';
import { readSubscriptions, type Subscription } from './read-subscriptions.ts';

export interface TestedSeverity {
  readonly severity: 'P' | 'T';
  /** The alarm that was put into ALARM. */
  readonly alarm: string;
  readonly topicArn: string;
  readonly subscriptions: readonly Subscription[];
}

const reason =
  'A test by `npx spillway alarms test`: nothing is wrong. The next evaluation ends it, within minutes.';

/**
 * Which alarm of each severity can be put into ALARM for a test: one that is not on, so that its actions run, and that
 * no maintenance keeps from telling. It is a metric alarm, because only those come back by themselves.
 *
 * @throws CommandError where a severity has none
 */
export async function chooseAlarms(
  cloudWatch: CloudWatchClient,
  stage: string,
  lines: CommandLines,
): Promise<readonly TellingAlarm[]> {
  const [alarms, maintenance] = await Promise.all([
    readTellingAlarms(cloudWatch, stage),
    readMaintenance(cloudWatch, stage),
  ]);
  if (alarms.length === 0) {
    throw new CommandError(
      `The stage ${stage} has no alarm that tells anybody, in this account and region.`,
    );
  }
  const isMuted = maintenance?.status === 'ACTIVE';
  return (['P', 'T'] as const).flatMap((severity) => {
    const all = alarms.filter((alarm) => alarm.severity === severity);
    if (all.length === 0) return [];
    const usable = all.filter(
      ({ isComposite, state, inMaintenance }) =>
        !isComposite && state !== 'ALARM' && (!isMuted || inMaintenance),
    );
    const [chosen] = usable;
    if (chosen) return [chosen];
    throw new CommandError(
      `No alarm of severity ${severity} can be tested: ${isMuted ? 'maintenance is on' : 'all of them are on'}.`,
      isMuted ? `End it first: ${lines.other(['maintenance', 'off'])}` : undefined,
    );
  });
}

/**
 * Puts the alarms into ALARM. That goes the whole way: through CloudWatch's permission on the topic and its key to
 * whoever is subscribed, which a message published by us would not. Each sends its OK when CloudWatch evaluates it next.
 */
export function testAlarms(
  { cloudWatch, sns }: { readonly cloudWatch: CloudWatchClient; readonly sns: SNSClient },
  chosen: readonly TellingAlarm[],
): Promise<readonly TestedSeverity[]> {
  return Promise.all(
    chosen.map(async ({ name, severity, topicArn }) => {
      const subscriptions = await readSubscriptions(sns, topicArn);
      const state = { AlarmName: name, StateValue: 'ALARM', StateReason: reason } as const;
      await cloudWatch.send(new SetAlarmStateCommand(state));
      return { severity, alarm: name, topicArn, subscriptions };
    }),
  );
}
