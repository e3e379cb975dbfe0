import { MalformedSecretError } from '../errors.ts';
import type { SigningSecret } from './signing-secret.ts';

/** The name of a slot. */
export const slotPattern = /^[a-z0-9][a-z0-9-]{0,31}$/;

/**
 * Reads a secret's value: a JSON object from slot to secret, `{"current":"…","previous":"…"}`, or the one secret
 * as it stands, which becomes the slot `current`. What starts like JSON is never taken as it stands.
 *
 * @param name what the error calls the secret: the name of its source or destination
 * @throws MalformedSecretError where there is no slot, or an empty one: an empty key would let anyone sign.
 */
export function parseSecret(name: string, value: string): readonly SigningSecret[] {
  if (!/^\s*[[{"]/.test(value)) return [slotOf(name, 'current', value)];
  const slots = Object.entries(parseObject(name, value));
  if (slots.length === 0) throw new MalformedSecretError(`The secret of ${name} has no slots`);
  return slots.map(([slot, secret]) => slotOf(name, slot, secret));
}

// A slot's name is a metric's dimension, and part of the error: nothing that could be a secret itself.
function slotOf(name: string, slot: string, value: unknown): SigningSecret {
  if (!slotPattern.test(slot)) {
    throw new MalformedSecretError(
      `The secret of ${name} has a slot whose name is not of lower-case letters, digits and dashes`,
    );
  }
  if (typeof value !== 'string' || value.trim() === '') {
    throw new MalformedSecretError(`Slot ${slot} of the secret of ${name} is empty or not a text`);
  }
  return { slot, value };
}

function parseObject(name: string, value: string): object {
  try {
    const parsed: unknown = JSON.parse(value);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed;
  } catch {
    // Falls through: the parser's own message would quote the secret.
  }
  throw new MalformedSecretError(`The secret of ${name} is not a JSON object of slots`);
}
