import { formatSeconds, formatTable } from '../../client/terminal/format.ts';
import { detectBudget } from './detect-budget.ts';
import type { Drill } from './drill.ts';
import { drillName } from './run/await-alarm.ts';
import { whyOnlyHere } from './why-only-here.ts';

/** What a drill is played with, and whether a deployed stage can play it. */
export interface ListedDrill {
  readonly name: string;
  readonly setup: string;
  readonly detectSeconds: number;
  readonly clearSeconds: number;
  /** Absent where a deployed stage can. */
  readonly onlyHere?: string;
}

export function describeDrill(drill: Drill): ListedDrill {
  const onlyHere = whyOnlyHere(drill);
  return {
    ...{ name: drillName(drill), setup: drill.setup.name },
    ...{ detectSeconds: detectBudget(drill), clearSeconds: drill.clearSeconds },
    ...(onlyHere === undefined ? {} : { onlyHere }),
  };
}

/** For a terminal. */
export function listDrills(drills: readonly ListedDrill[]): string {
  const rows = drills.map(({ name, setup, detectSeconds, clearSeconds, onlyHere = 'yes' }) => [
    ...[name, setup, formatSeconds(detectSeconds), formatSeconds(clearSeconds), onlyHere],
  ]);
  return formatTable(['drill', 'setup', 'fires within', 'over within', 'on AWS'], rows).join('\n');
}
