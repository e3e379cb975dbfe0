import type { Command } from 'commander';
import { retireSecret } from '../../client/secrets/change-secret.ts';
import { type ProgramContext, print } from '../command.ts';
import { connectToChange } from '../confirm-change.ts';
import { openChange } from './open-change.ts';
import type { ChangeSecretFlags } from './secret-options.ts';

export interface RetireFlags extends ChangeSecretFlags {
  readonly slot: string;
  readonly remove?: boolean;
  readonly unusedHours: number;
}

/** `spillway secrets retire` */
export function retire(
  source: string,
  options: RetireFlags,
  command: Command,
  context: ProgramContext,
): Promise<void> {
  return connectToChange(command, context, async (connected) => {
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
  });
}
