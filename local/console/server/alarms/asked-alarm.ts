import {
  type DeployedAlarm,
  readDeployedAlarms,
} from '../../../../client/alarms/deployed-alarms.ts';
import { childNames, findAlarm } from '../../../../client/alarms/find-alarm.ts';
import type { ConsoleContext } from '../endpoint.ts';

export interface AskedAlarm {
  readonly alarm: DeployedAlarm;
  /** Those whose states decide its own. */
  readonly children: readonly DeployedAlarm[];
  /** All of the stage. */
  readonly all: readonly DeployedAlarm[];
}

/** The alarm that a page asks for, and its parts. @throws CommandError for a name that none has */
export async function readAsked(
  { stage, clients }: Pick<ConsoleContext, 'stage' | 'clients'>,
  name: string,
): Promise<AskedAlarm> {
  const all = await readDeployedAlarms(clients.cloudWatch, stage.name);
  return askedIn(all, findAlarm(all, stage.name, name));
}

/** @param all of the stage */
export function askedIn(all: readonly DeployedAlarm[], alarm: DeployedAlarm): AskedAlarm {
  const names = new Set(childNames(alarm));
  return { alarm, all, children: all.filter(({ AlarmName = '' }) => names.has(AlarmName)) };
}
