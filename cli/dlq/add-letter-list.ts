import type { Command } from 'commander';
import type { ProgramContext } from '../command.ts';
import { positiveInteger } from '../option-values.ts';
import { lookAtMost, withFilter, withLetterOptions, withReason } from './letter-options.ts';
import type { ListFlags } from './list.ts';

const examples = `
Examples:
  npx spillway dlq list
  npx spillway dlq list --reason refused --since 2h --stage prod
  npx spillway dlq list --fingerprint 3f1c2f60c1d1 --json`;

export function addLetterList(dlq: Command, context: ProgramContext): void {
  withReason(withFilter(withLetterOptions(dlq.command('list'), context), context))
    .description(
      'A line for each dead letter, the one that failed last first. Takes none, and prints no content.',
    )
    .option('--limit <count>', 'print no more than this many (default: all)', positiveInteger)
    .option('--max <count>', 'look at no more than this many', positiveInteger, lookAtMost)
    .addHelpText('after', examples)
    .action(async (options: ListFlags, command: Command) => {
      const { list } = await import('./list.ts');
      await list(options, command, context);
    });
}
