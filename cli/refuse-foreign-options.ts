import type { Command } from 'commander';
import { wrongUsage } from '../client/command-error.ts';

/**
 * Commander gives a command the options of those above it, wherever they stand. One that this command doesn't have would be
 * taken, and mean nothing.
 *
 * @throws CommandError that names it
 */
export function refuseForeignOptions(command: Command): void {
  const own = new Set(command.options.map((option) => option.attributeName()));
  const above = command.parent?.options ?? [];
  const foreign = above.find((option) => {
    const name = option.attributeName();
    return !own.has(name) && command.parent?.getOptionValueSource(name) === 'cli';
  });
  if (foreign === undefined) return;
  const name = `spillway ${command.parent?.name()} ${command.name()}`;
  throw wrongUsage(
    `${name} has no option ${foreign.long}.`,
    `npx ${name} --help shows those that it has.`,
  );
}
