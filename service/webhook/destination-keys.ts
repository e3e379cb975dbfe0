import type { HttpDestinationConfig } from './destination-config.ts';
import type { KeyFormat } from './sender.ts';
import { isUsable, type SigningKey, signingKeyOf } from './signing-key.ts';
import { isActive, type SigningSecret } from './signing-secret.ts';

/**
 * The format that libraries which verify our signatures read. Any length is allowed, because some keys were chosen
 * before anybody checked.
 */
const destinationKey: KeyFormat = {
  encoding: 'base64',
  prefixes: ['v1,whsec_', 'whsec_'],
  otherPrefixes: ['whpk_', 'v1a,whpk_', 'whsk_', 'v1a,whsk_'],
};

/** The key in a destination's secret; `undefined` if it holds none. */
export function destinationKeyOf(value: string): SigningKey | undefined {
  const key = signingKeyOf(destinationKey, value);
  return isUsable(key) ? key : undefined;
}

/** Whether a slot of a destination's secret is for a key, and not for a header's credential or a URL. */
export function isKeySlot(
  { headers = {} }: Pick<HttpDestinationConfig, 'headers'>,
  slot: string,
): boolean {
  return slot !== 'url' && !Object.values(headers).some((value) => Object(value).secret === slot);
}

/**
 * The keys that sign a delivery.
 *
 * @param secrets those in the slots for keys
 * @throws Error if the slot `current` holds no key. Any other slot without one is skipped.
 */
export function destinationKeys(
  destination: string,
  secrets: readonly SigningSecret[],
): readonly SigningKey[] {
  return secrets.filter(isActive).flatMap(({ slot, value }) => {
    const key = destinationKeyOf(value);
    if (key !== undefined) return [key];
    if (slot !== 'current') return [];
    throw new Error(`Slot current of the secret of destination ${destination} is no base64 key`);
  });
}
