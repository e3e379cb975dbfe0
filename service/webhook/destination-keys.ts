import type { HttpDestinationConfig } from './destination-config.ts';
import type { KeyFormat } from './sender.ts';
import { isUsable, type SigningKey, signingKeyOf } from './signing-key.ts';
import { isActive, type SigningSecret } from './signing-secret.ts';

/** As the libraries that verify what we sign read it. Of any length: some were chosen before anybody looked. */
const destinationKey: KeyFormat = {
  encoding: 'base64',
  prefixes: ['v1,whsec_', 'whsec_'],
  otherPrefixes: ['whpk_', 'v1a,whpk_', 'whsk_', 'v1a,whsk_'],
};

/** The key that a destination's secret stands for; `undefined` where it is none. */
export function destinationKeyOf(value: string): SigningKey | undefined {
  const key = signingKeyOf(destinationKey, value);
  return isUsable(key) ? key : undefined;
}

/** Whether a slot of a destination's secret is for a key: it holds no credential for a header, and no URL. */
export function isKeySlot(
  { headers = {} }: Pick<HttpDestinationConfig, 'headers'>,
  slot: string,
): boolean {
  return slot !== 'url' && !Object.values(headers).some((value) => Object(value).secret === slot);
}

/**
 * The keys that a delivery is signed with.
 *
 * @param secrets those in the slots for keys
 * @throws Error where the slot `current` holds no key. Any other slot without one is passed over.
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
