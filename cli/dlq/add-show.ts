import type { Command } from 'commander';
import type { ProgramContext } from '../command.ts';
import { positiveInteger } from '../option-values.ts';
import { withLetterOptions } from './letter-options.ts';
import type { ShowFlags } from './show.ts';

export function addShow(dlq: Command, context: ProgramContext): void {
  withLetterOptions(dlq.command('show <id>'), context)
    .description(
      'One dead letter, by its delivery id or SQS message id: what it is and why it is here. Takes none.',
    )
    .option('--body', 'print its body too, which may hold what nobody should see')
    .option('--max <count>', 'look at no more than this many', positiveInteger, 10_000)
    .addHelpText(
      'after',
      '\nExamples:\n  npx spillway dlq show 3f1c2f60-c1d1-11f0-9a5e-52ab8c14f0c1\n  npx spillway dlq show evt_1QxYz --stage prod --body',
    )
    .action(async (id: string, options: ShowFlags, command: Command) => {
      const { show } = await import('./show.ts');
      await show(id, options, command, context);
    });
}
