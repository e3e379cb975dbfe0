import { type Command, Option } from 'commander';
import { letterClasses } from '../../client/dead-letters/letter-classes.ts';
import { type ProgramContext, type Shared, withConfig, withShared } from '../command.ts';

export interface LetterFlags extends Shared {
  readonly config?: string;
}

/** Gives a command the options that all commands for dead letters have. */
export function withLetterOptions(command: Command, context: ProgramContext): Command {
  return withConfig(withShared(command, context));
}

/** Gives a command the options that say which letters are meant: a `LetterFilter`. */
export function withFilter(command: Command): Command {
  return command
    .option('--fingerprint <text>', 'only this kind, as `dlq summary` names it')
    .option('--source <name>', 'only of this source')
    .addOption(new Option('--class <name>', 'only of this class').choices(letterClasses));
}
