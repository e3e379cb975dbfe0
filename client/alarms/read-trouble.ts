import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { alarmSlug } from '../../dashboards/alarms/alarm-slug.ts';
import { degradedId } from '../../dashboards/alarms/siblings.ts';
import { CommandError } from '../command-error.ts';
import { type Maintenance, readMaintenance } from '../maintenance/maintenance.ts';
import { type CurrentAlarm, currentAlarm } from './current-alarm.ts';
import { readDeployedAlarms } from './deployed-alarms.ts';
import { type AlarmGroup, groupAlarms } from './group-alarms.ts';
import { readPageOrder } from './page-order.ts';
import { areSiblings } from './siblings.ts';

/** What is wrong with a stage, as far as its alarms see. */
export interface Trouble {
  readonly stage: string;
  /** When it was looked at; ISO 8601. */
  readonly at: string;
  /** How many alarms watch. */
  readonly watching: number;
  /** Those that are on, the one whose page comes first at the beginning. */
  readonly on: readonly AlarmGroup[];
  /** Those that CloudWatch has had no verdict on for long: they watch nothing. */
  readonly blind: readonly CurrentAlarm[];
  readonly alarms: readonly CurrentAlarm[];
  /** Absent where there is none, or it is not known. */
  readonly maintenance?: Maintenance;
  /** What could not be learnt, and why: a sentence each. */
  readonly notKnown: readonly string[];
}

export interface TroublePorts {
  readonly cloudWatch: CloudWatchClient;
  /** Says in a sentence what an error means. */
  readonly explain: (error: unknown) => string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** A new alarm has no state until it is evaluated, every minute or, of long windows, every hour. */
const blindMs = 90 * 60_000;
const summary = alarmSlug(degradedId);

/** Changes nothing. @throws CommandError for a stage without alarms: nobody could say that nothing is wrong */
export async function readTrouble(stage: string, ports: TroublePorts): Promise<Trouble> {
  const { cloudWatch, explain, now } = ports;
  const notKnown: string[] = [];
  const [deployed, maintenance, order] = await Promise.all([
    readDeployedAlarms(cloudWatch, stage),
    readMaintenance(cloudWatch, stage).catch((error: unknown) => {
      notKnown.push(`Whether maintenance is on: ${explain(error)}`);
      return undefined;
    }),
    readPageOrder(),
  ]);
  const muted = new Set(maintenance?.status === 'ACTIVE' ? maintenance.muted : []);
  const all = deployed
    .map((alarm) => currentAlarm(stage, alarm, muted))
    .filter((alarm) => alarm !== undefined);
  const watching = all.filter(({ page }) => page !== summary);
  if (watching.length === 0) {
    throw new CommandError(
      `The stage ${stage} has no alarms, in this account and region.`,
      'Check the profile and region (AWS_PROFILE, AWS_REGION).',
    );
  }
  const on = watching.filter(({ state }) => state === 'ALARM');
  return {
    ...{ stage, at: new Date(now).toISOString(), watching: watching.length },
    on: groupAlarms(on, { order, areSiblings }),
    blind: watching.filter((alarm) => isBlind(alarm, now)),
    alarms: all,
    ...(maintenance && { maintenance }),
    notKnown,
  };
}

function isBlind({ state, since }: CurrentAlarm, now: number): boolean {
  if (state !== 'INSUFFICIENT_DATA') return false;
  return since !== undefined && now - Date.parse(since) > blindMs;
}
