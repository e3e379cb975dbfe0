import { readFileSync } from 'node:fs';
import { CommandError } from '../../client/command-error.ts';
import { exitCodes } from '../../client/terminal/exit-codes.ts';
import type { ProgramContext } from '../command.ts';

/** The bytes of a file, or of stdin for `-`. @throws CommandError that says why they can't be read */
export async function readBody(
  file: string,
  { readBytes }: Pick<ProgramContext, 'readBytes'>,
): Promise<Buffer> {
  if (file === '-') return (await readBytes?.()) ?? Buffer.of();
  try {
    return readFileSync(file);
  } catch (cause) {
    throw notRead(file, cause);
  }
}

function notRead(file: string, cause: unknown): CommandError {
  const why = reasons[Object(cause).code] ?? Object(cause).code;
  return new CommandError(
    `The body can't be read: ${file} ${why}.`,
    '--body names a file, and --body - reads stdin.',
    { cause, exitCode: exitCodes.usage },
  );
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  EISDIR: 'is a directory',
  EACCES: 'is not readable by this user',
};
