import type { Command } from 'commander';
import { type ProgramContext, withConfig, withShared } from '../command.ts';
import type { ShowFlags } from './show.ts';

export function addDeliveryShow(deliveries: Command, context: ProgramContext): void {
  withConfig(withShared(deliveries.command('show <id>'), context))
    .description(
      'One delivery by its id: how it stands at each destination and, of the embedded stack, each request whole.',
    )
    .option('--destination <name>', 'only at this destination')
    .option('--source <name>', 'only of this source')
    .option('--body', 'print bodies too, which may hold what nobody should see')
    .option('--secrets', 'print signatures and credentials too')
    .option('--raw', "write nothing but the exact bytes of the newest request's body")
    .addHelpText(
      'after',
      '\nExamples:\n  npx spillway deliveries show evt_1QxYz --body\n  npx spillway deliveries show evt_1QxYz --destination app --raw > body.json\n  npx spillway deliveries show evt_1QxYz --stage prod\n\nFor what has no delivery id, such as a message to Slack: the number of its request, as `deliveries list` has it.',
    )
    .action(async (id: string, options: ShowFlags, command: Command) => {
      const { show } = await import('./show.ts');
      await show(id, options, command, context);
    });
}
