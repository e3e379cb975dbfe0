import type { DestinationConfig } from '../../../service/webhook/destination-config.ts';
import { generateSecret, generateSecretString } from './generate-secret.ts';
import { readSlots } from './read-slots.ts';
import type { SecretStore } from './secret-store.ts';

/**
 * Puts development values into the slots that headers of destinations are taken from: on AWS somebody puts there
 * what the destination gave them.
 */
export function seedDestinationSlots(
  destinations: Readonly<Record<string, DestinationConfig>>,
  secrets: SecretStore,
  prefix: string,
): void {
  for (const [destination, config] of Object.entries(destinations)) {
    const name = prefix + destination;
    const slots = readSlots(secrets, name);
    const missing = slotsOf(config).filter((slot) => slots[slot] === undefined);
    if (missing.length === 0) continue;
    const added = missing.map((slot) => [slot, developmentValue(`${name} ${slot}`)]);
    const value = JSON.stringify({ ...slots, ...Object.fromEntries(added) });
    secrets.put(secrets.find(name), value, ['AWSCURRENT']);
  }
}

function slotsOf(config: DestinationConfig): readonly string[] {
  if (config.type !== 'http') return [];
  return Object.values(config.headers ?? {}).flatMap((value) =>
    typeof value === 'string' ? [] : [value.secret],
  );
}

function developmentValue(name: string): string {
  const spec = { PasswordLength: 44, ExcludePunctuation: true };
  return generateSecret(name, generateSecretString.parse(spec));
}
