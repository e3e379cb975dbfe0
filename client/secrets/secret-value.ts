import { randomBytes } from 'node:crypto';
import type { Sender } from '../../service/webhook/sender.ts';
import { isUsable, signingKeyOf } from '../../service/webhook/signing-key.ts';
import { CommandError } from '../command-error.ts';

/** What Standard Webhooks asks for, and more than any hash here can use. */
const keyBytes = 32;

/** Makes up a secret in the form that the sender takes, `whsec_…` among them. 256 bits of chance. */
export function generateSecretValue(row: Sender): string {
  const key = row.schemes[0]?.key;
  if (key === undefined || key.encoding === 'text') {
    return (key?.prefixes?.at(-1) ?? '') + randomBytes(keyBytes).toString('base64url');
  }
  const [fewest, most] = key.bytes ?? [keyBytes, keyBytes];
  const bytes = randomBytes(Math.min(Math.max(keyBytes, fewest), most));
  return (key.prefixes?.at(-1) ?? '') + bytes.toString(key.encoding);
}

/** Whether the sender takes a secret that we made up. Of a custom one only the kind of its signature is known. */
export function isSecretOurs(name: string, row: Sender): boolean {
  if (name !== 'custom') return row.takesSecretAt !== undefined;
  return row.schemes.every(({ method }) => method !== 'ed25519');
}

/** Whether a secret can be a key of the sender, by any of its schemes. */
export function isKeyOf(row: Sender, value: string): boolean {
  return row.schemes.some(({ key }) => isUsable(signingKeyOf(key, value)));
}

// Line breaks and the like come with a careless copy; spaces inside a passphrase are somebody's choice.
const strayCharacters = /\p{Cc}|^\s|\s$/u;

/**
 * The secret that was typed or piped in, without the line break at its end.
 *
 * @throws CommandError for what nobody means to be a secret. The value is in no message.
 */
export function cleanSecret(input: string): string {
  const value = input.replace(/\r?\n$/, '');
  if (value.trim() === '') {
    throw new CommandError(
      'The secret is empty.',
      'Pipe it in, or type it when asked. Nothing was changed.',
    );
  }
  if (strayCharacters.test(value)) {
    throw new CommandError(
      'The secret has white space around it, or a control character or line break in it.',
      'Copy the secret alone. Nothing was changed.',
    );
  }
  return value;
}

/** @throws CommandError for what can't be the sender's secret. The value is in no message. */
export function checkSecretValue(input: string, row: Sender): string {
  const value = cleanSecret(input);
  if (!isKeyOf(row, value)) {
    throw new CommandError(
      `That is no key of ${row.title}: ${describeForms(row)} is expected.`,
      `Copy it as ${row.title} shows it: ${row.documentation} Nothing was changed.`,
    );
  }
  return value;
}

function describeForms(row: Sender): string {
  const forms = row.schemes.map(({ key: { encoding, prefixes, bytes } }) => {
    const [fewest, most] = bytes ?? [];
    const length = fewest === most ? `${fewest}` : `${fewest} to ${most}`;
    const start = prefixes ? `${prefixes.at(-1)} and ` : '';
    return (
      start + (encoding === 'text' ? 'text' : `${encoding}${bytes ? ` of ${length} bytes` : ''}`)
    );
  });
  return [...new Set(forms)].join(', or ');
}
