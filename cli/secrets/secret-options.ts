import { type Command, InvalidArgumentError } from 'commander';
import {
  type ChangeFlags,
  type ProgramContext,
  withConfig,
  withShared,
  withYes,
} from '../command.ts';

export function withSecretOptions(command: Command, context: ProgramContext): Command {
  return withConfig(withShared(command, context));
}

export function withForce(command: Command): Command {
  return withYes(command).option('--force', 'do it though the old secret is, or may be, in use');
}

export function withUnusedHours(command: Command): Command {
  return command.option(
    '--unused-hours <n>',
    'how long an old secret must not have been used to be safe to remove',
    hours,
    24,
  );
}

function hours(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= 14 * 24) return value;
  throw new InvalidArgumentError('It must be a number of hours, from 0 to 336.');
}

export interface ChangeSecretFlags extends ChangeFlags {
  readonly config?: string;
  readonly force?: boolean;
}
