import type { KeyFormat } from './sender.ts';

/** The key's bytes, or its text where the text is the key (an HMAC key may be either). */
export type SigningKey = string | Buffer;

/** `other-scheme`: the secret belongs to another of the sender's schemes. `malformed`: it can't be a key. */
export interface UnusableKey {
  readonly unusable: 'other-scheme' | 'malformed';
}

const otherScheme: UnusableKey = { unusable: 'other-scheme' };
const malformed: UnusableKey = { unusable: 'malformed' };

export function isUsable(key: SigningKey | UnusableKey): key is SigningKey {
  return typeof key === 'string' || Buffer.isBuffer(key);
}

/**
 * The key in a secret, to verify or to sign with. An empty one is malformed: an HMAC would accept it, and then
 * anyone could sign.
 */
export function signingKeyOf(format: KeyFormat, secret: string): SigningKey | UnusableKey {
  // White space may be part of a text key. In front of a prefix it would make the prefix part of the key.
  const given = format.encoding === 'text' ? secret : secret.trim();
  if (format.otherPrefixes?.some((prefix) => given.startsWith(prefix))) return otherScheme;
  const text = withoutPrefix(format, given);
  if (text === undefined) return otherScheme;
  if (format.encoding === 'text') return text === '' ? malformed : text;
  return decode(text, format.encoding, format.bytes ?? [1, Number.POSITIVE_INFINITY]);
}

function withoutPrefix(format: KeyFormat, secret: string): string | undefined {
  const prefix = format.prefixes?.find((candidate) => secret.startsWith(candidate));
  if (prefix !== undefined) return secret.slice(prefix.length);
  return format.isPrefixRequired ? undefined : secret;
}

// Four characters of base64 are three bytes. A remainder has two or three characters, never one. Both alphabets:
// RFC 4648, 4 and 5.
const patterns = {
  base64: /^(?:[\w+/-]{4})*[\w+/-]{2,4}={0,2}$/,
  hex: /^(?:[0-9a-fA-F]{2})+$/,
} as const;

// Buffer.from() skips what it can't decode, so a mistyped key would become a shorter key or none.
function decode(
  text: string,
  encoding: 'base64' | 'hex',
  [fewest, most]: readonly [number, number],
): Buffer | UnusableKey {
  if (!patterns[encoding].test(text)) return malformed;
  const bytes = Buffer.from(text, encoding);
  return bytes.length >= fewest && bytes.length <= most ? bytes : malformed;
}
