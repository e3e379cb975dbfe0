import {
  type AlarmHistoryItem,
  type CloudWatchClient,
  paginateDescribeAlarmHistory,
} from '@aws-sdk/client-cloudwatch';
import { currentAlarm } from '../../../client/alarms/current-alarm.ts';
import { alarmPrefix, readDeployedAlarms } from '../../../client/alarms/deployed-alarms.ts';
import type { FiredAlarm } from '../../run-record.ts';

interface Change {
  readonly at: number;
  readonly isOn: boolean;
}

const nobody: ReadonlySet<string> = new Set();

/**
 * Each time that an alarm of the stage was on since then, those too that were on before. What is only a part of another
 * alarm is left out.
 *
 * @param since milliseconds since 1970
 * @throws Error where the stage has no alarm: nobody could say that none fired
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmHistory.html
 */
export async function readFiredAlarms(
  cloudWatch: CloudWatchClient,
  stage: string,
  since: number,
): Promise<readonly FiredAlarm[]> {
  const deployed = await readDeployedAlarms(cloudWatch, stage);
  const alarms = deployed.flatMap((alarm) => currentAlarm(stage, alarm, nobody) ?? []);
  if (alarms.length === 0) throw new Error(`The stage ${stage} has no alarms.`);
  const changes = await readChanges(cloudWatch, since);
  return alarms.flatMap(({ name, state, since: changedAt, windowSeconds }) =>
    spansOf(changes.get(alarmPrefix(stage) + name) ?? [], {
      isOn: state === 'ALARM',
      changedAt: changedAt === undefined ? since : Date.parse(changedAt),
    }).map((span) => ({
      name,
      ...span,
      ...(windowSeconds === undefined ? {} : { windowSeconds }),
    })),
  );
}

/** By the full name of an alarm, the oldest first. */
async function readChanges(cloudWatch: CloudWatchClient, since: number) {
  const found: AlarmHistoryItem[] = [];
  const pages = paginateDescribeAlarmHistory(
    { client: cloudWatch },
    {
      HistoryItemType: 'StateUpdate',
      AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
      StartDate: new Date(since),
      ScanBy: 'TimestampAscending',
    },
  );
  for await (const { AlarmHistoryItems = [] } of pages) found.push(...AlarmHistoryItems);
  const byName = Map.groupBy(found, ({ AlarmName = '' }) => AlarmName);
  return new Map([...byName].map(([name, items]) => [name, items.flatMap(changeOf)] as const));
}

function changeOf({ Timestamp, HistorySummary = '' }: AlarmHistoryItem): Change | [] {
  const [, to] = / to (ALARM|OK|INSUFFICIENT_DATA)\b/.exec(HistorySummary) ?? [];
  return Timestamp && to ? { at: Timestamp.getTime(), isOn: to === 'ALARM' } : [];
}

/** When it was on. @param now its state, and since when it has that */
function spansOf(
  changes: readonly Change[],
  now: { readonly isOn: boolean; readonly changedAt: number },
): readonly Pick<FiredAlarm, 'from' | 'to'>[] {
  if (changes.length === 0) return now.isOn ? [{ from: now.changedAt }] : [];
  return changes.flatMap(({ at, isOn }, index) => {
    if (!isOn) return [];
    const end = changes[index + 1];
    return [{ from: at, ...(end && { to: end.at }) }];
  });
}
