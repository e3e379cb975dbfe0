import type { Change } from '../../../../client/change.ts';
import type { SecretChange } from '../../../../client/secrets/change-secret.ts';
import { readSenders } from '../../../../client/stage/configuration.ts';
import type { ConsoleContext } from '../endpoint.ts';
import type { SecretOrder } from './secret-order.ts';

/** What it takes to change the secret of a source. The page has asked before it calls. */
export async function openChange(
  source: string,
  order: SecretOrder,
  { stage, clients, lines, root, config }: ConsoleContext,
  confirm: (change: Change) => Promise<void> = async () => undefined,
): Promise<SecretChange> {
  const { kind, isForced, slot } = order;
  const slotOf = kind === 'retire' && slot !== 'previous' ? { slot } : {};
  const senders = await readSenders(stage, root, config);
  return {
    ...{ clients, source, isForced, confirm, stage: stage.name },
    ...{ sender: senders.get(source), known: [...senders.keys()] },
    lines: {
      other: lines.other,
      same: (changes) => lines.other(['secrets', kind, source], { ...slotOf, ...changes }),
    },
  };
}
