import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exitCodes } from '../../client/terminal/exit-codes.ts';
import type { Report } from '../report/json.ts';
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
  /** Ends the run: what was sent by then is still judged. */
  readonly signal?: AbortSignal;
}

export interface JudgedRun {
  readonly report: Report;
  /** Where the report is. */
  readonly folder: string;
  /** Of Artillery, whose hooks judged. */
  readonly exitCode: number;
}

/**
 * Runs a scenario through Artillery, which judges itself.
 *
 * @throws Error with what Artillery said, where there was nothing to judge
 */
export async function runScenario(scenario: Scenario): Promise<JudgedRun> {
  const { file, children, progress, signal, ...options } = scenario;
  const folder = createFolder(file, new Date());
  const { child, ended } = startArtillery({
    ...{ ...options, file, report: folder },
    onStep: (step) => showStep(progress, step),
  });
  children.add(child);
  const interrupt = () => void child.kill('SIGINT');
  signal?.addEventListener('abort', interrupt, { once: true });
  const { exitCode, output } = await ended;
  signal?.removeEventListener('abort', interrupt);
  const written = join(folder, 'report.json');
  if (!existsSync(written)) throw new Error(output.trim() || `Artillery ended with ${exitCode}`);
  return {
    folder,
    report: JSON.parse(readFileSync(written, 'utf8')),
    exitCode: exitCode ?? exitCodes.failed,
  };
}
