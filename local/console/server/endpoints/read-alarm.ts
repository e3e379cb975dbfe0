import { type AlarmCondition, conditionOf } from '../../../../client/alarms/alarm-condition.ts';
import { readAlarmText } from '../../../../client/alarms/alarm-text.ts';
import { type CurrentAlarm, currentAlarm } from '../../../../client/alarms/current-alarm.ts';
import {
  alarmPrefix,
  type DeployedAlarm,
  readDeployedAlarms,
} from '../../../../client/alarms/deployed-alarms.ts';
import { findAlarm, lookForAlarm } from '../../../../client/alarms/find-alarm.ts';
import { areSiblings } from '../../../../client/alarms/siblings.ts';
import { readPageNames } from '../../../../runbooks/pages/read-page-names.ts';
import { type AskedAlarm, askedIn } from '../alarms/asked-alarm.ts';
import type { ConsoleContext, Endpoint } from '../endpoint.ts';

/** An alarm, without what it measured and went through. */
export interface AlarmStory extends Pick<CurrentAlarm, 'state' | 'meaning' | 'reason'> {
  /** Without the stage. */
  readonly name: string;
  /** Its page in `runbooks/`. */
  readonly page: string;
  readonly severity?: 'P' | 'T';
  /** ISO 8601. */
  readonly since?: string;
  readonly impact?: string;
  /** Absent for an alarm of alarms. */
  readonly condition?: AlarmCondition;
  /** Of an alarm of alarms: those whose states decide its own. */
  readonly children: readonly ShortAlarm[];
  /** Those that may be on for the same cause. */
  readonly siblings: readonly ShortAlarm[];
  /** The dashboard that its description names, without the stage. */
  readonly dashboard?: string;
  /** When it was looked at; ISO 8601. */
  readonly at: string;
}

/** What a page of `runbooks/` is for, and this stage lacks. */
export interface MissingAlarm {
  readonly name: string;
  readonly isMissing: true;
}

export interface ShortAlarm {
  readonly name: string;
  readonly state: string;
  readonly since?: string;
  readonly meaning: string;
}

export const readAlarm: Endpoint = {
  method: 'GET',
  path: '/api/alarms/{name}',
  async answer({ params: { name = '' } }, context): Promise<AlarmStory | MissingAlarm> {
    const { stage, clients } = context;
    const all = await readDeployedAlarms(clients.cloudWatch, stage.name);
    const found = lookForAlarm(all, stage.name, name);
    if (found === undefined && readPageNames().includes(name)) return { name, isMissing: true };
    return storyOf(askedIn(all, found ?? findAlarm(all, stage.name, name)), context);
  },
};

function storyOf({ alarm, children, all }: AskedAlarm, { stage, now }: ConsoleContext): AlarmStory {
  const short = shortAlarm(stage.name);
  const own = short(alarm);
  const text = readAlarmText(alarm.AlarmDescription);
  const page = text.page ?? own.name;
  const condition = conditionOf(alarm);
  const [, dashboard] =
    new RegExp(`#dashboards/dashboard/spillway-${stage.name}-([\\w-]+)`).exec(
      alarm.AlarmDescription ?? '',
    ) ?? [];
  return {
    ...own,
    ...{
      page,
      reason: currentAlarm(stage.name, alarm, nobody)?.reason ?? alarm.StateReason ?? '',
    },
    ...(text.severity && { severity: text.severity }),
    ...(text.impact === undefined ? {} : { impact: text.impact }),
    ...(condition && { condition }),
    children: children.map(short),
    siblings: all.filter((other) => isSibling(other, alarm, page)).map(short),
    ...(dashboard === undefined ? {} : { dashboard }),
    at: new Date(now()).toISOString(),
  };
}

const nobody: ReadonlySet<string> = new Set();

function shortAlarm(stage: string) {
  return (alarm: DeployedAlarm): ShortAlarm => {
    const since = alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp;
    return {
      name: (alarm.AlarmName ?? '').slice(alarmPrefix(stage).length),
      state: alarm.StateValue ?? 'INSUFFICIENT_DATA',
      ...(since && { since: since.toISOString() }),
      meaning: readAlarmText(alarm.AlarmDescription).meaning,
    };
  };
}

/** Two sources with the same trouble have one page. */
function isSibling(other: DeployedAlarm, alarm: DeployedAlarm, page: string): boolean {
  const text = readAlarmText(other.AlarmDescription);
  if (other === alarm || text.isPart || text.page === undefined) return false;
  return text.page === page || areSiblings(text.page, page);
}
