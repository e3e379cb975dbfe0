import { formatSeconds, formatTable } from '../../client/terminal/format.ts';
import { detectBudget } from './detect-budget.ts';
import type { Drill } from './drill.ts';
import { drillName } from './run/await-alarm.ts';
import { whyOnlyHere } from './why-only-here.ts';

/** For a terminal: what each drill is played with, and whether a deployed stage can play it. */
export function listDrills(drills: readonly Drill[]): string {
  const rows = drills.map((drill) => [
    drillName(drill),
    drill.setup.name,
    formatSeconds(detectBudget(drill)),
    formatSeconds(drill.clearSeconds),
    whyOnlyHere(drill) ?? 'yes',
  ]);
  return formatTable(['drill', 'setup', 'fires within', 'over within', 'on AWS'], rows).join('\n');
}
