import { type ExitCode, exitCodes } from './terminal/exit-codes.ts';

/** Something that the person who gave a command can mend. `remedy` says how. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly remedy: string | undefined;
  readonly exitCode: ExitCode;

  constructor(
    message: string,
    remedy?: string,
    {
      exitCode = exitCodes.failed,
      ...options
    }: ErrorOptions & { readonly exitCode?: ExitCode } = {},
  ) {
    super(message, options);
    this.remedy = remedy;
    this.exitCode = exitCode;
  }
}

/** The words of the command line alone show the mistake. */
export function wrongUsage(message: string, remedy?: string): CommandError {
  return new CommandError(message, remedy, { exitCode: exitCodes.usage });
}

/** An error that ended a run, with the command line that goes on with it. */
export function withGoOn(error: CommandError, line: string): CommandError {
  const { message, remedy, exitCode, cause } = error;
  const goOn = `To go on with this run: ${line}`;
  return new CommandError(message, remedy === undefined ? goOn : `${remedy}\n${goOn}`, {
    cause,
    exitCode,
  });
}
