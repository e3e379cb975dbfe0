import type { Size } from '../plan/phases.ts';
import type { FormerRun } from '../run-record.ts';
import { tellFormerRuns } from './former-runs.ts';
import { type JudgedRun, runScenario } from './run-scenario.ts';

type Each = Omit<Parameters<typeof runScenario>[0], 'file' | 'size'>;

interface Several extends Each {
  readonly scenarios: readonly { readonly file: string; readonly size: Size }[];
}

/** Runs scenarios one after the other; an interrupt ends the one that runs, and none begins after it. */
export async function runScenarios({ scenarios, ...each }: Several): Promise<readonly JudgedRun[]> {
  const runs: JudgedRun[] = [];
  const former: FormerRun[] = [];
  for (const scenario of scenarios) {
    if (each.signal?.aborted) break;
    const env = { ...each.env, ...tellFormerRuns(former) };
    const run = await runScenario({ ...each, ...scenario, env });
    runs.push(run);
    former.push({ scenario: run.report.scenario, until: Date.now() });
  }
  return runs;
}
