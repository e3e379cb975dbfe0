import type { Command } from 'commander';
import type { ProgramContext } from '../command.ts';
import { slotName } from '../option-values.ts';
import { withForce, withSecretOptions } from './secret-options.ts';
import type { SetFlags } from './set.ts';

export function addSet(secrets: Command, context: ProgramContext): void {
  withForce(withSecretOptions(secrets.command('set <name>'), context))
    .description(
      'Stores the secret that a sender shows (Stripe, Slack and others choose their own), one of a destination, or the token that a sender’s log of deliveries is read with. The one before stays valid as `previous`, unless the deployment made it up, which the sender never knew. Reads it from stdin, or asks for it; never from an argument, which a shell would remember.',
    )
    .option('--destination', 'of the destination of this name, not of a source')
    .option('--delivery-log', 'the token for the delivery log of this source, not its secret')
    .option('--slot <name>', 'which slot of a destination, such as url', slotName, 'current')
    .addHelpText(
      'after',
      '\nExamples:\n  npx spillway secrets set stripe\n  pbpaste | npx spillway secrets set stripe --stage prod --yes\n  npx spillway secrets set slack --stage prod --yes < secret.txt\n  npx spillway secrets set team --destination --slot url\n  npx spillway secrets set github --delivery-log --stage prod --yes < app.pem',
    )
    .action(async (source: string, options: SetFlags, command: Command) => {
      const { set } = await import('./set.ts');
      await set(source, options, command, context);
    });
}
