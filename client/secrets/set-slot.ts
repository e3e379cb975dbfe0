import type { DestinationConfig } from '../../service/webhook/destination-config.ts';
import { destinationKeyOf, isKeySlot } from '../../service/webhook/destination-keys.ts';
import type { Change } from '../change.ts';
import { CommandError } from '../command-error.ts';
import type { Clients } from '../stage/clients.ts';
import { unknownName } from '../unknown-name.ts';
import { cleanSecret } from './secret-value.ts';
import { accountOfArn, readStoredSecret, type Slots, writeStoredSecret } from './stored-secret.ts';

export interface SlotChange {
  readonly clients: Clients;
  readonly stage: string;
  readonly destination: string;
  /** Undefined where the configuration doesn't declare the destination. */
  readonly config: DestinationConfig | undefined;
  /** The destinations that it declares. */
  readonly known: readonly string[];
  readonly slot: string;
  /** Asks before anything is written. @throws CommandError for a no */
  readonly confirm: (change: Change) => Promise<void>;
}

export interface NewSlot {
  readonly destination: string;
  readonly slot: string;
  readonly slots: readonly string[];
}

/**
 * Stores a value in a slot of a destination's secret. A key that `current` held goes on signing, as `previous`.
 *
 * @param readInput gives the value; called only once everything else is in order
 * @throws CommandError for what this slot can't hold, and for a secret that can't be read
 */
export async function setSlot(
  change: SlotChange,
  readInput: () => Promise<string>,
): Promise<NewSlot> {
  const { clients, stage, destination, slot, config, known } = change;
  if (config === undefined) {
    throw unknownName('destination', destination, known);
  }
  const stored = await readStoredSecret(clients.secretsManager, stage, 'destination', destination);
  await change.confirm({
    what: `Store another value in slot ${slot} of destination ${destination}`,
    account: accountOfArn(stored.arn),
  });
  const value = cleanSecret(await readInput());
  refuseUnfit(config, slot, value);
  const slots = withValue(stored.slots, slot, value);
  await writeStoredSecret(clients.secretsManager, stage, 'destination', destination, slots);
  return { destination, slot, slots: Object.keys(slots) };
}

/** The value is in no message. */
function refuseUnfit(config: DestinationConfig, slot: string, value: string): void {
  if (slot === 'url' && !(URL.canParse(value) && new URL(value).protocol === 'https:')) {
    throw new CommandError('That is no https: URL.', 'Copy it alone. Nothing was changed.');
  }
  if (config.type !== 'http' || !isKeySlot(config, slot) || destinationKeyOf(value) !== undefined)
    return;
  throw new CommandError(
    'That is no key to sign with: base64 is expected, as in whsec_…',
    'Make one up: openssl rand -base64 32. Nothing was changed.',
  );
}

function withValue(slots: Slots, slot: string, value: string): Slots {
  const { current } = slots;
  const isReplaced = slot === 'current' && current !== undefined && current !== value;
  return { ...slots, [slot]: value, ...(isReplaced && { previous: current }) };
}
