import { createHash, createHmac, randomUUID } from 'node:crypto';
import type { Place, Sender, SignatureScheme, SignedPart } from '../../service/webhook/sender.ts';
import { placeOf } from '../../service/webhook/signed-id.ts';

/** One webhook as a sender would make it. Its event type is `example`. */
export interface ExampleWebhook {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** With its question mark, or empty. */
  readonly query: string;
}

export interface Signing {
  readonly secret: string;
  /** Needed where the sender signs it. */
  readonly publicUrl?: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Else one that is made up. */
  readonly id?: string;
}

interface Draft {
  readonly headers: Record<string, string>;
  readonly body: Record<string, unknown>;
  readonly timestamp: string;
  readonly id: string;
}

/**
 * Signs a small JSON webhook from the sender's own row of data.
 *
 * @returns `undefined` where that takes what the stack hasn't got, such as a private key
 */
export function signExample(sender: Sender, signing: Signing): ExampleWebhook | undefined {
  const scheme = sender.schemes.find((each) => canSign(each, signing));
  if (scheme === undefined) return undefined;
  const draft = draftWebhook(sender, scheme, signing);
  const body = JSON.stringify(draft.body);
  const query = bodyHashQuery(scheme, body);
  const parts: Readonly<Record<Extract<SignedPart, string>, string>> = {
    body,
    timestamp: draft.timestamp,
    id: draft.id,
    method: 'POST',
    url: (signing.publicUrl ?? '') + query,
    'sorted-form': '',
  };
  const signed = scheme.signs.map((part) => (typeof part === 'string' ? parts[part] : part.text));
  const signature = createHmac(scheme.method.replace('hmac-', ''), keyOf(scheme, signing.secret))
    .update(signed.join(''))
    .digest(scheme.encoding === 'base64' ? 'base64' : 'hex');
  return {
    headers: { ...draft.headers, ...signatureHeader(scheme, signature, draft.timestamp) },
    body,
    query,
  };
}

/** A token would print the secret, a private key isn't here, and a generated secret is no hex. */
function canSign(scheme: SignatureScheme, { publicUrl }: Signing): boolean {
  return (
    scheme.method.startsWith('hmac-') &&
    scheme.onlyFor !== 'form' &&
    scheme.key.encoding !== 'hex' &&
    (publicUrl !== undefined || !scheme.signs.includes('url'))
  );
}

function draftWebhook(
  sender: Sender,
  scheme: SignatureScheme,
  { now, id = `try-${randomUUID().slice(0, 8)}` }: Signing,
): Draft {
  const timestamp = formatTime(scheme, now);
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  const [place] = sender.deliveryId.map(placeOf);
  // Where a sender gives no id, two bodies that are the same would be one webhook that is sent twice.
  const body: Record<string, unknown> = { example: typeof place === 'object' ? true : id };
  const put = (place: Place | undefined, value: string | number) => {
    if (typeof place !== 'object') return;
    if ('header' in place) headers[place.header] = String(value);
    if ('json' in place) setPath(body, place.json, value);
  };
  for (const each of partsOf(place)) put(each, id);
  put(sender.eventType[0], 'example');
  if (scheme.idHeader !== undefined) headers[scheme.idHeader] = id;
  const from = scheme.timestamp?.from;
  // A timestamp in JSON is a number where it counts milliseconds or seconds.
  if (from !== undefined && 'json' in from)
    setPath(body, from.json, Number(timestamp) || timestamp);
  if (from !== undefined && 'header' in from) headers[from.header] = timestamp;
  return { headers, body, timestamp, id };
}

function partsOf(place: Place | undefined): readonly (Place | undefined)[] {
  return typeof place === 'object' && 'all' in place ? place.all : [place];
}

function formatTime({ timestamp }: SignatureScheme, now: number): string {
  const formats = {
    seconds: () => String(Math.floor(now / 1000)),
    milliseconds: () => String(now),
    'iso-8601': () => new Date(now).toISOString(),
  } as const;
  return formats[timestamp?.unit ?? 'seconds']();
}

function setPath(target: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [first = '', ...rest] = path;
  if (rest.length === 0) {
    target[first] = value;
    return;
  }
  const inner: Record<string, unknown> = { ...Object(target[first]) };
  setPath(inner, rest, value);
  target[first] = inner;
}

function keyOf({ key }: SignatureScheme, secret: string): string | Buffer {
  const prefix = key.prefixes?.find((each) => secret.startsWith(each)) ?? '';
  const text = secret.slice(prefix.length);
  return key.encoding === 'base64' ? Buffer.from(text, 'base64') : text;
}

function bodyHashQuery({ bodyHashParameter }: SignatureScheme, body: string): string {
  if (bodyHashParameter === undefined) return '';
  return `?${bodyHashParameter}=${createHash('sha256').update(body).digest('hex')}`;
}

function signatureHeader(
  { header, isNumbered, prefix, separator, timestamp }: SignatureScheme,
  signature: string,
  time: string,
): Record<string, string> {
  const from = timestamp?.from;
  const items = from !== undefined && 'signatureItem' in from ? [from.signatureItem + time] : [];
  return {
    [isNumbered ? `${header}1` : header]: [...items, (prefix ?? '') + signature].join(
      separator ?? '',
    ),
  };
}
