import { readTrouble } from '../../../client/alarms/read-trouble.ts';
import { readStates, readTransitions } from '../stage/alarm-states.ts';
import type { DrillStage } from '../stage/drill-stage.ts';

/** In the order in which `npx spillway alarms` names them; none where no alarm is on. */
export async function pagesToOpen({ clients, stage, now }: DrillStage): Promise<readonly string[]> {
  const { on } = await readTrouble(stage.name, {
    ...{ cloudWatch: clients.cloudWatch, explain: String, now: now() },
  });
  return on.map(({ first }) => first.page);
}

/** When the alarms of a page were over, in milliseconds since 1970; absent while one is on. @param since when one was */
export async function overAt(
  on: DrillStage,
  page: string,
  since: number,
): Promise<number | undefined> {
  const states = await readStates(on);
  const own = [...states].filter(([, { runbook }]) => runbook.endsWith(`/${page}.md`));
  if (own.some(([, { state }]) => state === 'ALARM')) return undefined;
  const names = new Set(own.map(([name]) => name));
  const transitions = await readTransitions(on, since);
  return transitions.findLast(({ alarm, state }) => names.has(alarm) && state !== 'ALARM')?.at;
}
