import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError } from '../../client/command-error.ts';
import { exitCodes } from '../../client/terminal/exit-codes.ts';
import type { Report } from '../report/json.ts';
import { readReport } from '../report/read-report.ts';
import type { Children } from './children.ts';
import { createFolder } from './create-folder.ts';
import type { Progress } from './progress.ts';
import { startArtillery } from './start-artillery.ts';
import { showStep } from './tell-progress.ts';

interface Scenario
  extends Pick<
    Parameters<typeof startArtillery>[0],
    'environment' | 'stack' | 'env' | 'size' | 'phases'
  > {
  readonly file: string;
  readonly children: Children;
  readonly progress: Progress;
  /** The folder for all reports. */
  readonly reports: string;
  /** Ends the run: what was sent by then is still judged. */
  readonly signal?: AbortSignal;
}

export interface JudgedRun {
  readonly report: Report;
  /** Where the report is. */
  readonly folder: string;
  /** Of Artillery, whose hooks judged. */
  readonly exitCode: number;
  /** Another run was made in its place. */
  readonly isRepeated?: boolean;
}

/**
 * Runs a scenario through Artillery, which judges itself.
 *
 * @throws CommandError with what Artillery said, where there was nothing to judge
 */
export async function runScenario(scenario: Scenario): Promise<JudgedRun> {
  const { file, children, progress, signal, reports, ...options } = scenario;
  const folder = createFolder(file, new Date(), reports);
  const { child, ended } = startArtillery({
    ...{ ...options, file, report: folder },
    onStep: (step) => showStep(progress, step),
  });
  children.add(child);
  const interrupt = () => void child.kill('SIGINT');
  signal?.addEventListener('abort', interrupt, { once: true });
  const { exitCode, output } = await ended;
  signal?.removeEventListener('abort', interrupt);
  if (!existsSync(join(folder, 'report.json'))) {
    rmSync(folder, { recursive: true });
    throw new CommandError(saidBy(output) || `Artillery ended with exit code ${exitCode}.`);
  }
  return {
    folder,
    report: readReport(folder),
    exitCode: exitCode ?? exitCodes.failed,
  };
}

/** Without what Artillery itself prints of each run. */
function saidBy(output: string): string {
  return output.replace(/^Test run id: .*$/m, '').trim();
}
