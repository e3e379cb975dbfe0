import type { ProgramContext } from '../../cli/command.ts';
import { createProgram } from '../../cli/program.ts';
import { runRecorded } from '../../cli/run-recorded.ts';
import { createTerminal } from '../../client/terminal/terminal.ts';
import type { CommandOutput } from './shell.ts';

/**
 * Runs `npx spillway` in this process, as in a shell that `npx spillway env` has set up, and gives what it wrote. Nobody
 * is there to be asked.
 *
 * @param env has the stage in SPILLWAY_STAGE, and AWS_ENDPOINT_URL beside a running `npm start`
 */
export function runInProcess(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  context: Pick<ProgramContext, 'root' | 'signal' | 'sleep'> & Partial<ProgramContext>,
): Promise<CommandOutput> {
  const silent = createTerminal({ write: () => undefined });
  return runRecorded(createProgram, args, {
    ...{ defaultStage: env.SPILLWAY_STAGE, awsEndpoint: env.AWS_ENDPOINT_URL },
    ...{ out: silent, err: silent, now: Date.now },
    readInput: () => Promise.resolve(''),
    setExitCode: () => undefined,
    ...context,
  });
}
