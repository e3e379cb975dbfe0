import type { Command } from 'commander';
import { wrongUsage } from '../../client/command-error.ts';
import { listSecrets } from '../../client/secrets/list-secrets.ts';
import { readSenders } from '../../client/stage/configuration.ts';
import { embeddedStage } from '../../client/stage/stage.ts';
import { connect, type ProgramContext, print, type Shared } from '../command.ts';
import { createCommandLines } from '../command-line.ts';
import { printSecrets } from './print-secrets.ts';
import { withSecretOptions, withUnusedHours } from './secret-options.ts';

interface ListFlags extends Shared {
  readonly config?: string;
  readonly reveal?: boolean;
  readonly unusedHours: number;
}

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
    .action((options: ListFlags, command: Command) => {
      refuseReveal(options, command);
      return connect(command, context, async ({ clients, stage, lines }) => {
        const { root, now } = context;
        const list = await listSecrets(clients, {
          ...{ stage, lines },
          senders: await readSenders(stage, root, options.config),
          isRevealed: options.reveal ?? false,
          now: new Date(now()),
          quietSeconds: options.unusedHours * 3600,
        });
        print(options, context, list, (result, out) => printSecrets(result, out, lines));
      });
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
