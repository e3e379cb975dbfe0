import type { KeyFormat } from './sender.ts';

/** The key's bytes, or its text where the text is the key (an HMAC key may be either). */
export type SigningKey = string | Buffer;

/** `other-scheme`: the secret belongs to another of the sender's schemes. `malformed`: it can't be a key. */
export interface UnusableKey {
  readonly unusable: 'other-scheme' | 'malformed';
}

const otherScheme: UnusableKey = { unusable: 'other-scheme' };
const malformed: UnusableKey = { unusable: 'malformed' };

/** The key that a secret stands for. An empty one is malformed: an HMAC would accept it. */
export function signingKeyOf(format: KeyFormat, secret: string): SigningKey | UnusableKey {
  if (format.otherPrefixes?.some((prefix) => secret.startsWith(prefix))) return otherScheme;
  const text = withoutPrefix(format, secret);
  if (text === undefined) return otherScheme;
  if (format.encoding === 'text') return text === '' ? malformed : text;
  return decode(text, format.encoding, format.bytes ?? [1, Number.POSITIVE_INFINITY]);
}

function withoutPrefix(format: KeyFormat, secret: string): string | undefined {
  const prefix = format.prefixes?.find((candidate) => secret.startsWith(candidate));
  if (prefix !== undefined) return secret.slice(prefix.length);
  return format.isPrefixRequired ? undefined : secret;
}

// Buffer.from() skips what it can't decode, so that a mistyped key would become a shorter one.
function decode(
  text: string,
  encoding: 'base64' | 'hex',
  [fewest, most]: readonly [number, number],
): Buffer | UnusableKey {
  const pattern = encoding === 'hex' ? /^(?:[0-9a-fA-F]{2})+$/ : /^[A-Za-z0-9+/]+={0,2}$/;
  if (!pattern.test(text)) return malformed;
  const bytes = Buffer.from(text, encoding);
  return bytes.length >= fewest && bytes.length <= most ? bytes : malformed;
}
