/** What a command ends with; a load test that Artillery runs ends with the same. */
export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  partly: 3,
  invalid: 4,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

const meanings = {
  done: 'done',
  failed: 'failed: the message says why',
  usage: 'wrong usage: nothing was asked of any stage',
  partly: 'done in part: some were refused, could not be deleted or could not be read',
  invalid: 'a load test that says nothing: it was invalid or is unfinished',
  interrupted: 'interrupted: the command that goes on is printed, where there is one',
} as const satisfies Record<keyof typeof exitCodes, string>;

/** For help: a line for each of them. */
export const exitCodeTable = [
  'Exit codes:',
  ...Object.entries(meanings).map(
    ([name, meaning]) => `  ${`${exitCodes[name as keyof typeof exitCodes]}`.padEnd(4)} ${meaning}`,
  ),
].join('\n');

/** Of a run that ended with a result. @param undone how many were refused, not deleted, not read */
export function exitCodeOf(stopped: string, undone: number): ExitCode {
  if (stopped === 'interrupted') return exitCodes.interrupted;
  return undone > 0 ? exitCodes.partly : exitCodes.done;
}
