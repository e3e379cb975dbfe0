import { CommandError } from './command-error.ts';

/** An error that ended a run, with the command line that goes on with it. */
export function withGoOn(error: CommandError, line: string): CommandError {
  const { message, remedy, exitCode, cause } = error;
  const goOn = `To go on with this run: ${line}`;
  return new CommandError(message, remedy === undefined ? goOn : `${remedy}\n${goOn}`, {
    cause,
    exitCode,
  });
}
