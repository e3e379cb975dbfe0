import { isDeepStrictEqual } from 'node:util';
import type { SecretStore } from '../aws/secrets-manager/secret-store.ts';
import { seedDestinationSlots } from '../aws/secrets-manager/seed-destination-slots.ts';
import { seedSenderKeys } from '../aws/secrets-manager/seed-sender-keys.ts';
import type { Synthesized } from './synthesis/start-synthesis.ts';

type Sources = Synthesized['sources'];

/**
 * Puts development values where a deployment would wait for somebody to set them.
 *
 * @returns to be called with each deployment of the stack: what a source holds already, it keeps while its sender stays
 *   the same. Gives the private keys of sources whose senders sign with one
 */
export function createSeedKeys(
  stage: string,
  secrets: SecretStore,
  log: (line: string) => void,
): (synthesized: Synthesized) => ReadonlyMap<string, string> {
  let seeded: Sources = {};
  const privateKeys = new Map<string, string>();
  return ({ sources, destinations }) => {
    seedDestinationSlots(destinations, secrets, `spillway/${stage}/destinations/`);
    const unseeded = Object.entries(sources).filter(
      ([name, source]) => !isSeeded(seeded[name], source),
    );
    for (const [name] of unseeded) privateKeys.delete(name);
    const prefix = `spillway/${stage}/sources/`;
    const made = seedSenderKeys(Object.fromEntries(unseeded), secrets, prefix, log);
    for (const [name, key] of made) privateKeys.set(name, key);
    seeded = sources;
    return privateKeys;
  };
}

function isSeeded(before: Sources[string] | undefined, source: Sources[string]): boolean {
  return before !== undefined && isDeepStrictEqual(signerOf(before), signerOf(source));
}

function signerOf(source: Sources[string]): object {
  return source.sender === 'custom' ? source.custom : { sender: source.sender };
}
