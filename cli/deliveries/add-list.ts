import type { Command } from 'commander';
import { type ProgramContext, withShared } from '../command.ts';
import { positiveInteger } from '../option-values.ts';
import type { ListFlags } from './list.ts';

export function addDeliveryList(deliveries: Command, context: ProgramContext): void {
  withShared(deliveries.command('list'), context)
    .description(
      'What the destinations of the embedded stack got last, newest first: it keeps a thousand requests.',
    )
    .option('--limit <count>', 'no more than this many', positiveInteger, 20)
    .addHelpText(
      'after',
      '\nExamples:\n  npx spillway deliveries list\n  npx spillway deliveries list --limit 1000 --json',
    )
    .action(async (options: ListFlags, command: Command) => {
      const { list } = await import('./list.ts');
      await list(options, command, context);
    });
}
