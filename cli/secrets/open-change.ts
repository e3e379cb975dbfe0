import type { Connected, ProgramContext } from '../command.ts';
import { type Change, type ChangeFlags, confirmChange } from '../confirm-change.ts';
import type { SecretChange } from './change-secret.ts';
import { readSenders } from './source-sender.ts';

export interface ChangeSecretFlags extends ChangeFlags {
  readonly config?: string;
  readonly force?: boolean;
}

/** What it takes to change the secret of a source. */
export async function openChange(
  source: string,
  options: ChangeSecretFlags,
  context: ProgramContext,
  connected: Connected,
): Promise<SecretChange> {
  const { clients, stage, lines } = connected;
  const senders = await readSenders({ stage, root: context.root, config: options.config });
  return {
    ...{ clients, source, lines, stage: stage.name, sender: senders.get(source) },
    isForced: options.force ?? false,
    confirm: confirmBy(options, context, connected),
  };
}

export function confirmBy(options: ChangeFlags, context: ProgramContext, connected: Connected) {
  return (change: Change) =>
    confirmChange(connected, options, context, () => Promise.resolve(change));
}
