import type { Command } from 'commander';
import { shellQuote } from '../../../../client/terminal/shell-quote.ts';
import { ownWords, withValues } from './runs-here.ts';

/** What a command of a page works on: by the names of the options. */
export interface Scope {
  readonly stage: string;
  /** The configuration, where it is another than the project's own. */
  readonly config?: string | undefined;
}

/**
 * A command of ours as any shell takes it: it names the stage and the configuration itself, where it takes them and does
 * not name them yet. Others stay as they are written.
 */
export function wholeCommand(command: string, program: Command, scope: Scope): string {
  const words = ownWords(withValues(command), {});
  if (words === undefined) return command;
  const { options } = findCommand(program, words);
  const flags = Object.entries(scope).flatMap(([name, value]) => {
    const isTaken = options.some(({ long }) => long === `--${name}`);
    const isGiven = words.some((word) => word === `--${name}` || word.startsWith(`--${name}=`));
    return value === undefined || !isTaken || isGiven ? [] : [`--${name} ${shellQuote(value)}`];
  });
  return [command, ...flags].join(' ');
}

function findCommand(from: Command, [first, ...rest]: readonly string[]): Command {
  const next = from.commands.find((one) => one.name() === first);
  return next === undefined ? from : findCommand(next, rest);
}
