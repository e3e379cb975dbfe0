import { z } from 'zod';
import type { SecretStore } from './secret-store.ts';

const slots = z.record(z.string(), z.string());

/** The values of a secret, by slot: `current` and, while it rotates, `previous`. None for an unknown secret. */
export function readSlots(store: SecretStore, name: string): Readonly<Record<string, string>> {
  const secret = store.list().find((each) => each.name === name);
  if (secret === undefined) return {};
  return slots.parse(JSON.parse(store.findVersion(secret).secretString));
}
