import type { Command } from 'commander';
import type { ProgramContext } from '../command.ts';
import type { RetireFlags } from './retire.ts';
import { withForce, withSecretOptions, withUnusedHours } from './secret-options.ts';

export function addRetire(secrets: Command, context: ProgramContext): void {
  withUnusedHours(withForce(withSecretOptions(secrets.command('retire <source>'), context)))
    .description(
      'Ends a rotation: the old secret opens nothing any more. Refuses while it is in use. It is kept as `retired`, so that a refusal can say that the sender still signs with it.',
    )
    .option('--slot <name>', 'which one', 'previous')
    .option('--remove', "don't keep it, not even as `retired`")
    .addHelpText(
      'after',
      '\nExamples:\n  npx spillway secrets retire github\n  npx spillway secrets retire github --stage prod --unused-hours 72\n  npx spillway secrets retire github --slot retired --remove',
    )
    .action(async (source: string, options: RetireFlags, command: Command) => {
      const { retire } = await import('./retire.ts');
      await retire(source, options, command, context);
    });
}
