import { type Command, Option } from 'commander';
import { letterClasses } from '../../client/dead-letters/letter-classes.ts';
import { type ProgramContext, type Shared, withConfig, withShared } from '../command.ts';
import { fingerprint, pointInTime } from '../option-values.ts';

export interface LetterFlags extends Shared {
  readonly config?: string;
}

/** Gives a command the options that all commands for dead letters have. */
export function withLetterOptions(command: Command, context: ProgramContext): Command {
  return withConfig(withShared(command, context));
}

/** How many letters a look goes through where nothing else is said. */
export const lookAtMost = 1000;

/** Gives a command the options that say which letters are meant: a `LetterFilter`. */
export function withFilter(command: Command, { now }: ProgramContext): Command {
  return command
    .option('--fingerprint <text>', 'only this kind, as `dlq summary` names it', fingerprint)
    .option('--source <name>', 'only of this source')
    .addOption(new Option('--class <name>', 'only of this class').choices(letterClasses))
    .option(
      '--since <time>',
      'only what failed last at this time or later: 2026-11-25T10:00Z, or an age (2h). What was never tried counts from when it came',
      pointInTime(now),
    )
    .option('--until <time>', 'only what failed last at this time or earlier', pointInTime(now));
}

/** Where `--reason` says which letters are meant. */
export function withReason(command: Command): Command {
  return command.option(
    '--reason <name>',
    'only with this reason: refused, malformed, exhausted, …',
  );
}
