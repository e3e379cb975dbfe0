import type { Size } from '../plan/phases.ts';
import type { Report } from '../report/json.ts';
import type { FormerRun } from '../run-record.ts';
import { tellFormerRuns } from './former-runs.ts';
import { type JudgedRun, runScenario } from './run-scenario.ts';

type Each = Omit<Parameters<typeof runScenario>[0], 'file' | 'size'>;

interface Several extends Each {
  /** Whether to run a scenario once more that was only slow. */
  readonly isPatient?: boolean;
  readonly scenarios: readonly { readonly file: string; readonly size: Size }[];
}

/** Runs scenarios one after the other; an interrupt ends the one that runs, and none begins after it. */
export async function runScenarios({
  scenarios,
  isPatient = false,
  ...each
}: Several): Promise<readonly JudgedRun[]> {
  const runs: JudgedRun[] = [];
  const former: FormerRun[] = [];
  for (const scenario of scenarios) {
    if (each.signal?.aborted) break;
    const runNext = async () => {
      const env = { ...each.env, ...tellFormerRuns(former) };
      const run = await runScenario({ ...each, ...scenario, env });
      former.push({ scenario: run.report.scenario, until: Date.now() });
      return run;
    };
    const run = await runNext();
    const isRepeated = isPatient && !each.signal?.aborted && isOnlySlow(run.report);
    runs.push({ ...run, isRepeated });
    if (isRepeated) runs.push(await runNext());
  }
  return runs;
}

/** Late or slow, and nothing worse: so does a machine that has other work to do. What was counted stays as it is. */
export function isOnlySlow({ verdict, gates }: Pick<Report, 'verdict' | 'gates'>): boolean {
  if (verdict === 'invalid') return true;
  const failed = gates.filter(({ passed }) => !passed);
  return failed.length > 0 && failed.every(isOfTime);
}

/** An alarm that is late is a fault of the stage's, and would still be on in a repetition. */
const isOfTime = ({ name, unit }: Report['gates'][number]) =>
  name !== 'poisonAlarm' && (unit === 'ms' || unit === 's');
