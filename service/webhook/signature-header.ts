import type { CallerRejection } from './rejection.ts';
import type { WebhookRequest } from './request.ts';
import type { SignatureScheme } from './sender.ts';

/** One of the ways to read a signature header. */
export interface SignatureReading {
  /** Well-formed signatures without their prefix; never empty. */
  readonly signatures: readonly string[];
  /** Every item of the header. A scheme may keep its timestamp among them. */
  readonly items: readonly string[];
}

/** More lines than any sender sends. Further ones are ignored, so that the work stays limited. */
const lineLimit = 8;
const itemLimit = 32;
const numberedHeaderLimit = 100;

/**
 * Signatures exactly as senders write them. A digest in another spelling is refused, not guessed at. The last
 * character of base64 must be one whose unused bits are zero.
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

/**
 * Reads the signatures from the scheme's header, or says why there are none. A header that came more than once is
 * read line by line and also joined, and any signature may match. If its timestamp is beside the signature, each
 * reading has its own timestamp.
 */
export function readSignatures(
  scheme: SignatureScheme,
  request: WebhookRequest,
): readonly SignatureReading[] | Extract<CallerRejection, `signature-${'missing' | 'malformed'}`> {
  const values = scheme.isNumbered
    ? numberedHeaders(scheme.header, request)
    : linesOf(scheme.header, request);
  if (values.length === 0) return 'signature-missing';
  const readings: SignatureReading[] = [];
  for (const items of itemLists(values, scheme)) {
    const signatures = signaturesAmong(items, scheme);
    if (signatures.length > 0) readings.push({ signatures, items });
  }
  return readings.length === 0 ? 'signature-malformed' : readings;
}

function itemLists(
  values: readonly string[],
  { isNumbered, separator, timestamp }: SignatureScheme,
): readonly (readonly string[])[] {
  if (isNumbered || separator === undefined) return [values];
  const lists = values.map((value) => itemsOf(value, separator));
  const hasOwnTimestamps = timestamp !== undefined && 'signatureItem' in timestamp.from;
  return hasOwnTimestamps || lists.length === 1 ? lists : [lists.flat()];
}

/** Each line by itself, then all joined into one. */
function linesOf(header: string, { headers, headerLines }: WebhookRequest): readonly string[] {
  const whole = headers[header];
  if (whole === undefined || whole === '') return [];
  const lines = headerLines[header];
  if (lines === undefined) return [whole];
  return [...lines.slice(0, lineLimit).filter((line) => line !== ''), whole];
}

function numberedHeaders(header: string, request: WebhookRequest): readonly string[] {
  const values: string[] = [];
  for (let number = 1; number <= numberedHeaderLimit; number++) {
    const name = header + number;
    if (request.headers[name] === undefined) break;
    values.push(...linesOf(name, request));
  }
  return values;
}

function itemsOf(value: string, separator: string): readonly string[] {
  return value.split(separator, itemLimit).map((item) => item.trim());
}

function signaturesAmong(
  items: readonly string[],
  { method, encoding, prefix = '' }: SignatureScheme,
): readonly string[] {
  const pattern = wellFormed[`${method} ${encoding}`];
  const signatures: string[] = [];
  for (const item of items) {
    if (!item.startsWith(prefix)) continue;
    const signature = item.slice(prefix.length);
    if (pattern?.test(signature)) signatures.push(signature);
  }
  return signatures;
}
