import type { Drill } from '../drill.ts';
import { readTransitions } from '../stage/alarm-states.ts';
import { DrillFailure, type DrillRun } from './drill-run.ts';
import { waitOrJump } from './wait-or-jump.ts';

/** The alarm's name without `spillway-<stage>-`. */
export function alarmName({ alarm, of }: { readonly alarm: string; readonly of?: string }): string {
  return of === undefined ? alarm : `${alarm}-${of}`;
}

/** As `npm run drill` names it: after its alarm, and what is different from that alarm's first one. */
export function drillName(drill: Pick<Drill, 'alarm' | 'of' | 'variant'>): string {
  const { variant } = drill;
  return variant === undefined ? alarmName(drill) : `${alarmName(drill)}-${variant}`;
}

/** So many times the budget are waited for an alarm, to tell a late one from none. */
const patience = 3;

/**
 * Waits until the alarm fires, also beyond the budget: how late it was is worth knowing.
 *
 * @returns when it fired, in milliseconds since 1970
 * @throws DrillFailure where it does not
 */
export async function untilFired(
  run: DrillRun,
  { since, budgetSeconds }: { readonly since: number; readonly budgetSeconds: number },
): Promise<number> {
  const { drill, on } = run;
  const name = alarmName(drill);
  const look = () => enteredAt(on, { name, state: 'ALARM', since });
  const seconds = patience * budgetSeconds;
  const at = await waitOrJump(run, look, seconds);
  if (at !== undefined) return at;
  throw new DrillFailure(`It did not fire within ${seconds} s.`);
}

/** @returns when the alarm was over @throws DrillFailure where it is not, within three times the time it may take */
export async function untilCleared(run: DrillRun, since: number): Promise<number> {
  const { drill, on } = run;
  const name = alarmName(drill);
  const seconds = patience * drill.clearSeconds;
  const look = async () => {
    const own = (await readTransitions(on, since)).filter(({ alarm }) => alarm === name);
    const last = own.at(-1);
    return last !== undefined && last.state !== 'ALARM' ? last.at : undefined;
  };
  const at = await waitOrJump(run, look, seconds);
  if (at !== undefined) return at;
  throw new DrillFailure(`It was not over ${seconds} s after the mitigation.`);
}

async function enteredAt(
  on: DrillRun['on'],
  { name, state, since }: { readonly name: string; readonly state: string; readonly since: number },
): Promise<number | undefined> {
  const transitions = await readTransitions(on, since);
  return transitions.find((one) => one.alarm === name && one.state === state)?.at;
}
