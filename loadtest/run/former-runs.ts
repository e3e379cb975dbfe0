import { z } from 'zod';
import type { FormerRun } from '../run-record.ts';

const variable = 'SPILLWAY_FORMER_RUNS';

const formerRuns = z.array(z.object({ scenario: z.string(), until: z.number() }));

/** For the environment of a run: what loaded the same stack before it. */
export const tellFormerRuns = (runs: readonly FormerRun[]): Readonly<Record<string, string>> => ({
  [variable]: JSON.stringify(runs),
});

export function readFormerRuns(env: Readonly<Record<string, string | undefined>>): FormerRun[] {
  return formerRuns.parse(JSON.parse(env[variable] ?? '[]'));
}
