import type { Command } from 'commander';
import { recordTerminal } from '../client/terminal/record-terminal.ts';
import type { CommandOutput } from '../runbooks/pages/shell.ts';
import type { ProgramContext } from './command.ts';
import { failureOf, reportFailure } from './report-failure.ts';

export type CreateProgram = (context: ProgramContext) => Command;

/** Runs `npx spillway` with these arguments in this process, and gives what it wrote to its terminals as well. */
export async function runRecorded(
  createProgram: CreateProgram,
  args: readonly string[],
  context: ProgramContext,
): Promise<CommandOutput> {
  let stdout = '';
  let stderr = '';
  let exitCode = 0;
  const err = recordTerminal(context.err, (text) => (stderr += text));
  const out = recordTerminal(context.out, (text) => (stdout += text));
  const setExitCode = (code: number) => (exitCode = code);
  try {
    const program = createProgram({ ...context, out, err, setExitCode });
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
