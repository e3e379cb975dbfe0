import { failureOf, reportFailure } from '../../cli/report-failure.ts';
import type { ExitCode } from '../../client/terminal/exit-codes.ts';
import { printableColours } from '../../client/terminal/printable.ts';
import { createTerminal, type Terminal } from '../../client/terminal/terminal.ts';
import { whenNpmEnds } from '../../client/when-npm-ends.ts';

/** What `npm run drill` and `npm run gameday` have of the process. */
export interface Program {
  readonly args: readonly string[];
  /** Aborts when somebody ends it. */
  readonly signal: AbortSignal;
  readonly err: Terminal;
  /** Prints a result. */
  readonly print: (text: string) => void;
}

/** Runs it until its end or Ctrl-C, and says why it failed where it did. */
export async function startProgram(
  env: Readonly<Record<string, string | undefined>>,
  main: (program: Program) => Promise<ExitCode>,
): Promise<void> {
  const interruption = new AbortController();
  const interrupt = () => interruption.abort();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, interrupt);
  whenNpmEnds(env.npm_lifecycle_event !== undefined, interrupt);
  // `| head` has read enough.
  process.stdout.on('error', (error) => {
    if (Object(error).code !== 'EPIPE') throw error;
    process.exit();
  });
  const { signal } = interruption;
  const args = process.argv.slice(2);
  const err = createTerminal(process.stderr, Boolean(env.NO_COLOR));
  const print = (text: string) => void process.stdout.write(`${printableColours(text)}\n`);
  try {
    process.exitCode = await main({ args, signal, err, print });
  } catch (error) {
    const failure = failureOf(error, false, signal.aborted);
    if (failure === undefined) return;
    reportFailure(failure, err, args.includes('--json'));
    process.exitCode = failure.exitCode;
  }
}
