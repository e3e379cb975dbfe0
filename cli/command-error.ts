import { type ExitCode, exitCodes } from '../client/exit-codes.ts';

/** Something that the person at the terminal can mend. `remedy` says how. */
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

/** What the words of a command line alone show to be wrong. */
export function wrongUsage(message: string, remedy?: string): CommandError {
  return new CommandError(message, remedy, { exitCode: exitCodes.usage });
}
