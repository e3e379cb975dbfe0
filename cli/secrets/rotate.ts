import type { Command } from 'commander';
import { rotateSecret } from '../../client/secrets/change-secret.ts';
import { type ProgramContext, print } from '../command.ts';
import { connectToChange } from '../confirm-change.ts';
import { printNewSecret } from './print-secrets.ts';
import {
  type ChangeSecretFlags,
  openChange,
  withForce,
  withSecretOptions,
} from './secret-options.ts';

export function addRotate(secrets: Command, context: ProgramContext): void {
  withForce(withSecretOptions(secrets.command('rotate <source>'), context))
    .description(
      'Makes up a new secret in the form that the sender takes, keeps the old one valid as `previous`, and prints the new one, this once and to stdout only, to be entered at the sender.',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  npx spillway secrets rotate github\n  npx spillway secrets rotate github --stage prod\n\nA secret that leaked: rotate, enter the new one at the sender, `secrets retire <source> --force`.',
    )
    .action((source: string, options: ChangeSecretFlags, command: Command) =>
      connectToChange(command, context, async (connected) => {
        const change = await openChange(source, options, context, connected);
        const result = await rotateSecret(change);
        print(options, context, result, printNewSecret);
      }),
    );
}
