import { type CloudWatchClient, paginateDescribeAlarmHistory } from '@aws-sdk/client-cloudwatch';
import { type AlarmStatus, readAlarms } from '../../../client/status/read-alarms.ts';
import type { DrillStage } from './drill-stage.ts';

export interface Transition {
  /** Without `spillway-<stage>-`. */
  readonly alarm: string;
  readonly state: string;
  /** Milliseconds since 1970, of the stage. */
  readonly at: number;
}

/** Of the alarms that have a page, by their names without `spillway-<stage>-`. */
export async function readStates(on: DrillStage): Promise<ReadonlyMap<string, AlarmStatus>> {
  const { clients, stage } = on;
  const alarms = await readAlarms(clients.cloudWatch, stage.name);
  return new Map(alarms.map((alarm) => [shortName(on, alarm.name), alarm]));
}

export function shortName({ stage }: Pick<DrillStage, 'stage'>, alarm: string): string {
  return alarm.replace(`spillway-${stage.name}-`, '');
}

/** What alarms went through since then, the oldest first. */
export async function readTransitions(
  on: Pick<DrillStage, 'stage' | 'clients'>,
  since: number,
): Promise<readonly Transition[]> {
  const client: CloudWatchClient = on.clients.cloudWatch;
  const pages = paginateDescribeAlarmHistory(
    { client },
    {
      AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
      HistoryItemType: 'StateUpdate',
      StartDate: new Date(since),
      ScanBy: 'TimestampAscending',
    },
  );
  const found: Transition[] = [];
  for await (const { AlarmHistoryItems = [] } of pages) {
    for (const { AlarmName = '', HistorySummary = '', Timestamp } of AlarmHistoryItems) {
      if (!AlarmName.startsWith(`spillway-${on.stage.name}-`)) continue;
      // Alarm updated from OK to ALARM
      const state = / to (\w+)$/.exec(HistorySummary)?.[1] ?? '';
      found.push({ alarm: shortName(on, AlarmName), state, at: Timestamp?.getTime() ?? 0 });
    }
  }
  return found;
}
