import type { Command } from 'commander';
import { rotateSecret } from '../../client/secrets/change-secret.ts';
import { type ProgramContext, print } from '../command.ts';
import { connectToChange } from '../confirm-change.ts';
import { openChange } from './open-change.ts';
import { printNewSecret } from './print-secrets.ts';
import type { ChangeSecretFlags } from './secret-options.ts';

/** `spillway secrets rotate` */
export function rotate(
  source: string,
  options: ChangeSecretFlags,
  command: Command,
  context: ProgramContext,
): Promise<void> {
  return connectToChange(command, context, async (connected) => {
    const change = await openChange(source, options, context, connected);
    const result = await rotateSecret(change);
    print(options, context, result, printNewSecret);
  });
}
