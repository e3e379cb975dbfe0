import type { Change } from '../../client/change.ts';
import type { SecretChange } from '../../client/secrets/change-secret.ts';
import { readSenders } from '../../client/stage/configuration.ts';
import type { ChangeFlags, ProgramContext } from '../command.ts';
import { confirmChange } from '../confirm-change.ts';
import type { Connected } from '../connect.ts';
import type { ChangeSecretFlags } from './secret-options.ts';

/** What it takes to change the secret of a source. */
export async function openChange(
  source: string,
  options: ChangeSecretFlags,
  context: ProgramContext,
  connected: Connected,
): Promise<SecretChange> {
  const { clients, stage, lines } = connected;
  const senders = await readSenders(stage, context.root, options.config);
  return {
    ...{ clients, source, lines, stage: stage.name, sender: senders.get(source) },
    known: [...senders.keys()],
    isForced: options.force ?? false,
    confirm: confirmBy(options, context, connected),
  };
}

export function confirmBy(options: ChangeFlags, context: ProgramContext, connected: Connected) {
  return (change: Change) =>
    confirmChange(connected, options, context, () => Promise.resolve(change));
}
