import type { Command } from 'commander';
import { retireSecret } from '../../client/secrets/change-secret.ts';
import { type ProgramContext, print } from '../command.ts';
import { connectToChange } from '../confirm-change.ts';
import {
  type ChangeSecretFlags,
  openChange,
  withForce,
  withSecretOptions,
  withUnusedHours,
} from './secret-options.ts';

interface RetireFlags extends ChangeSecretFlags {
  readonly slot: string;
  readonly remove?: boolean;
  readonly unusedHours: number;
}

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
    .action((source: string, options: RetireFlags, command: Command) =>
      connectToChange(command, context, async (connected) => {
        const change = await openChange(source, options, context, connected);
        const result = await retireSecret(change, {
          slot: options.slot,
          isRemoved: options.remove ?? false,
          quietSeconds: options.unusedHours * 3600,
          now: new Date(context.now()),
        });
        print(options, context, result, ({ slots }, out) => {
          out.line(out.style('bold', `${options.slot} of ${source} is retired.`));
          out.line(
            `Within the cache time nothing signed with it gets in. Its slots: ${slots.join(', ')}`,
          );
        });
      }),
    );
}
