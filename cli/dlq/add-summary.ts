import type { Command } from 'commander';
import type { ProgramContext } from '../command.ts';
import { positiveInteger } from '../option-values.ts';
import { lookAtMost, withFilter, withLetterOptions, withReason } from './letter-options.ts';
import type { SummaryFlags } from './summary.ts';

export function addSummary(dlq: Command, context: ProgramContext): void {
  withReason(withFilter(withLetterOptions(dlq.command('summary'), context), context))
    .description(
      'What kinds of dead letters there are, by fingerprint, source and version. Takes none, and prints no content.',
    )
    .option('--max <count>', 'look at no more than this many', positiveInteger, lookAtMost)
    .addHelpText(
      'after',
      '\nExamples:\n  npx spillway dlq summary\n  npx spillway dlq summary --stage prod --max 5000 --json',
    )
    .action(async (options: SummaryFlags, command: Command) => {
      const { summary } = await import('./summary.ts');
      await summary(options, command, context);
    });
}
