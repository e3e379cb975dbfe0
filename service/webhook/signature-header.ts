import type { CallerRejection } from './rejection.ts';
import type { WebhookRequest } from './request.ts';
import type { SignatureScheme } from './sender.ts';

export interface SignatureHeader {
  /** Well-formed signatures without their prefix; never empty. */
  readonly signatures: readonly string[];
  /** Every item of the header, among which a scheme may keep its timestamp. */
  readonly items: readonly string[];
}

/** More than any sender sends; what follows is not looked at, so that the work stays bounded. */
const itemLimit = 32;
const numberedHeaderLimit = 100;

/**
 * Exactly as senders write them: a digest in another spelling is refused, not guessed at. The last character of
 * base64 is one of those whose unused bits are zero.
 */
const wellFormed: Readonly<Record<string, RegExp>> = {
  'hmac-sha256 hex': /^[0-9a-f]{64}$/,
  'hmac-sha256 base64': /^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/,
  'hmac-sha1 hex': /^[0-9a-f]{40}$/,
  'hmac-sha1 base64': /^[A-Za-z0-9+/]{26}[AEIMQUYcgkosw048]=$/,
  'ed25519 hex': /^[0-9a-f]{128}$/,
  'ed25519 base64': /^[A-Za-z0-9+/]{85}[AQgw]==$/,
  'token text': /^[\x20-\x7e]{1,1024}$/,
};

/** Reads the signatures out of the scheme's header, or says why there are none. */
export function readSignatureHeader(
  scheme: SignatureScheme,
  headers: WebhookRequest['headers'],
): SignatureHeader | Extract<CallerRejection, 'signature-missing' | 'signature-malformed'> {
  const items = scheme.isNumbered
    ? numberedHeaders(scheme.header, headers)
    : itemsOf(headers[scheme.header], scheme.separator);
  if (items.length === 0) return 'signature-missing';
  const pattern = wellFormed[`${scheme.method} ${scheme.encoding}`];
  const prefix = scheme.prefix ?? '';
  const signatures: string[] = [];
  for (const item of items) {
    if (!item.startsWith(prefix)) continue;
    const signature = item.slice(prefix.length);
    if (pattern?.test(signature)) signatures.push(signature);
  }
  return signatures.length === 0 ? 'signature-malformed' : { signatures, items };
}

function itemsOf(value: string | undefined, separator: string | undefined): string[] {
  if (value === undefined || value === '') return [];
  if (separator === undefined) return [value];
  return value.split(separator, itemLimit).map((item) => item.trim());
}

function numberedHeaders(header: string, headers: WebhookRequest['headers']): string[] {
  const values: string[] = [];
  for (let number = 1; number <= numberedHeaderLimit; number++) {
    const value = headers[header + number];
    if (value === undefined) break;
    values.push(value);
  }
  return values;
}
