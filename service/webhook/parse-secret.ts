import { MalformedSecretError } from '../errors.ts';
import type { SigningSecret } from './signing-secret.ts';
import { slotPattern } from './slot-name.ts';

/**
 * Reads a secret's value. It is a JSON object from slot to secret, `{"current":"…","previous":"…"}`, or a single
 * secret as plain text, which becomes the slot `current`. A value that starts like JSON is never taken as plain
 * text.
 *
 * @param name what the error calls the secret: the name of its source or destination
 * @throws MalformedSecretError if there is no slot, or an empty one: with an empty key anyone could sign.
 */
export function parseSecret(name: string, value: string): readonly SigningSecret[] {
  if (!/^\s*[[{"]/.test(value)) return [slotOf(name, 'current', value)];
  const slots = Object.entries(parseObject(name, value));
  if (slots.length === 0) throw new MalformedSecretError(`The secret of ${name} has no slots`);
  return slots.map(([slot, secret]) => slotOf(name, slot, secret));
}

// A slot's name becomes a metric's dimension and part of the error, so it must not look like a secret.
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
