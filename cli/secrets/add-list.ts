import type { Command } from 'commander';
import { wrongUsage } from '../../client/command-error.ts';
import { embeddedStage } from '../../client/stage/embedded-stage.ts';
import type { ProgramContext } from '../command.ts';
import { createCommandLines } from '../command-line.ts';
import type { ListFlags } from './list.ts';
import { withSecretOptions, withUnusedHours } from './secret-options.ts';

export function addList(secrets: Command, context: ProgramContext): void {
  withUnusedHours(withSecretOptions(secrets.command('list'), context))
    .description(
      'Slots and age of each secret, and whether an old one is still in use. Changes nothing, shows no value.',
    )
    .option('--reveal', 'print the values; of the embedded stack only')
    .addHelpText(
      'after',
      '\nExamples:\n  npx spillway secrets list\n  npx spillway secrets list --reveal\n  npx spillway secrets list --stage prod --json',
    )
    .action(async (options: ListFlags, command: Command) => {
      refuseReveal(options, command);
      const { list } = await import('./list.ts');
      await list(options, command, context);
    });
}

/** Before anything is read: values of a deployed stage end in no terminal's history. */
function refuseReveal({ reveal, stage }: ListFlags, command: Command): void {
  if (!reveal || stage === embeddedStage) return;
  const lines = createCommandLines(command);
  throw wrongUsage(
    `The secrets of a deployed stage are never shown: --reveal is for the embedded stack, and ${stage} is on AWS.`,
    `Leave it out: ${lines.same({ reveal: undefined })}\nA lost secret is renewed: spillway secrets rotate --help`,
  );
}
