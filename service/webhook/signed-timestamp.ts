import { readJsonField } from './json-body.ts';
import type { Rejected } from './rejection.ts';
import type { WebhookRequest } from './request.ts';
import type { SignedTimestamp } from './sender.ts';

/**
 * The timestamp's text exactly as it was signed; `undefined` where the scheme has none, or keeps it in the body.
 */
export function readTimestamp(
  timestamp: SignedTimestamp | undefined,
  headers: WebhookRequest['headers'],
  signatureItems: readonly string[],
): string | undefined | Rejected {
  if (timestamp === undefined || 'json' in timestamp.from) return undefined;
  const text =
    'header' in timestamp.from
      ? headers[timestamp.from.header]
      : itemValue(signatureItems, timestamp.from.signatureItem);
  return text || { kind: 'rejected', reason: 'timestamp-missing' };
}

/**
 * Refuses a timestamp outside the tolerance, in the past or in the future. Call it only after the signature was
 * verified.
 * @param text what `readTimestamp` returned
 * @param now milliseconds since 1970
 */
export function checkTimestamp(
  timestamp: SignedTimestamp | undefined,
  text: string | undefined,
  body: Buffer,
  now: number,
): Rejected | undefined {
  if (timestamp === undefined) return undefined;
  const signed = 'json' in timestamp.from ? readJsonField(body, timestamp.from.json) : text;
  if (signed === undefined) return { kind: 'rejected', reason: 'timestamp-missing' };
  const milliseconds = parseTimestamp(String(signed), timestamp.unit);
  if (milliseconds === undefined) return { kind: 'rejected', reason: 'timestamp-malformed' };
  const ageSeconds = (now - milliseconds) / 1000;
  if (ageSeconds > timestamp.toleranceSeconds) {
    return { kind: 'rejected', reason: 'timestamp-expired' };
  }
  if (ageSeconds < -timestamp.toleranceSeconds) {
    return { kind: 'rejected', reason: 'timestamp-in-future' };
  }
  return undefined;
}

/** Milliseconds since 1970, or `undefined` for any notation other than the unit's own. */
function parseTimestamp(text: string, unit: SignedTimestamp['unit']): number | undefined {
  if (unit === 'iso-8601') {
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:?\d\d)$/.test(text))
      return undefined;
    const milliseconds = Date.parse(text);
    return Number.isNaN(milliseconds) ? undefined : milliseconds;
  }
  if (!/^\d{1,16}$/.test(text)) return undefined;
  return unit === 'seconds' ? Number(text) * 1000 : Number(text);
}

function itemValue(items: readonly string[], prefix: string): string | undefined {
  return items.find((item) => item.startsWith(prefix))?.slice(prefix.length);
}
