import type { Command } from 'commander';
import type { ProgramContext } from '../command.ts';
import { type ChangeSecretFlags, withForce, withSecretOptions } from './secret-options.ts';

export function addRotate(secrets: Command, context: ProgramContext): void {
  withForce(withSecretOptions(secrets.command('rotate <source>'), context))
    .description(
      'Makes up a new secret in the form that the sender takes, keeps the old one valid as `previous`, and prints the new one, this once and to stdout only, to be entered at the sender.',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  npx spillway secrets rotate github\n  npx spillway secrets rotate github --stage prod\n\nA secret that leaked: rotate, enter the new one at the sender, `secrets retire <source> --force`.',
    )
    .action(async (source: string, options: ChangeSecretFlags, command: Command) => {
      const { rotate } = await import('./rotate.ts');
      await rotate(source, options, command, context);
    });
}
