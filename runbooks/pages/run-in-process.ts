import type { ProgramContext } from '../../cli/command.ts';
import { createProgram } from '../../cli/program.ts';
import { failureOf, reportFailure } from '../../cli/report-failure.ts';
import { createTerminal } from '../../client/terminal/terminal.ts';
import type { CommandOutput } from './shell.ts';

/**
 * Runs `npx spillway` in this process, as in a shell that `npx spillway env` has set up, and gives what it wrote. Nobody
 * is there to be asked.
 *
 * @param env has the stage in SPILLWAY_STAGE, and AWS_ENDPOINT_URL beside a running `npm start`
 */
export async function runInProcess(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  context: Pick<ProgramContext, 'root' | 'signal' | 'sleep'> & Partial<ProgramContext>,
): Promise<CommandOutput> {
  let stdout = '';
  let stderr = '';
  let exitCode = 0;
  const err = createTerminal({ write: (text) => (stderr += text) });
  const program = createProgram({
    ...{ defaultStage: env.SPILLWAY_STAGE, awsEndpoint: env.AWS_ENDPOINT_URL },
    out: createTerminal({ write: (text) => (stdout += text) }),
    err,
    now: Date.now,
    readInput: () => Promise.resolve(''),
    setExitCode: (code) => (exitCode = code),
    ...context,
  });
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    const failure = failureOf(error, args.includes('--debug'), context.signal.aborted);
    if (failure !== undefined) {
      reportFailure(failure, err, args.includes('--json'));
      exitCode = failure.exitCode;
    }
  }
  return { stdout, stderr, exitCode };
}
