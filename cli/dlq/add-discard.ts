import type { Command } from 'commander';
import { wrongUsage } from '../../client/command-error.ts';
import { hasFilter } from '../../client/dead-letters/letter-filter.ts';
import { type ProgramContext, withYes } from '../command.ts';
import { createCommandLines } from '../command-line.ts';
import { positiveInteger } from '../option-values.ts';
import type { DiscardFlags } from './discard.ts';
import { withFilter, withLetterOptions } from './letter-options.ts';

const examples = `
Examples:
  npx spillway dlq discard --fingerprint 3f1c2f60c1d1 --reason "sent by a test" --dry-run
  npx spillway dlq discard evt_1QxYz --reason "refunded by hand, ticket 4711" --stage prod`;

export function addDiscard(dlq: Command, context: ProgramContext): void {
  withYes(withFilter(withLetterOptions(dlq.command('discard [id]'), context), context))
    .description(
      'Gives dead letters up: each one is archived in the bucket of the stage, with the reason, and then deleted.',
    )
    .requiredOption('--reason <text>', 'why; it is kept with them')
    .option('--limit <count>', 'no more than this many (default: all)', positiveInteger)
    .option('--all', 'all of them, where no id and no kind is given')
    .option('--dry-run', 'say what would be discarded, and discard nothing')
    .addHelpText('after', examples)
    .action(async (id: string | undefined, options: DiscardFlags, command: Command) => {
      refuseAll(id, options, command);
      const { discard } = await import('./discard.ts');
      await discard(id, options, command, context);
    });
}

function refuseAll(id: string | undefined, options: DiscardFlags, command: Command): void {
  const { reason: _, ...filter } = options;
  if (id !== undefined || options.all || options.dryRun || hasFilter(filter)) return;
  throw wrongUsage(
    'This would discard every dead letter of the stage.',
    `Name one (an id), or a kind (--fingerprint, --source, --class). If all are meant: ${createCommandLines(command).same({ all: true })}`,
  );
}
