import { createHash } from 'node:crypto';
import { bucketPrefixes } from './bucket-prefixes.ts';
import type { Envelope } from './envelope.ts';

/** The prefix of all keys of one source. */
export function archivePrefix(source: string): string {
  return `${bucketPrefixes.archive}${source}/`;
}

/**
 * The key under which a webhook is kept: `archive/<source>/<day>/<hour>/<time>-<hash of the delivery id>`. It stays
 * the same however often the webhook is written. The keys of one source are in the order in which its webhooks were
 * received.
 */
export function archiveKey({
  source,
  receivedAt,
  deliveryId,
}: Pick<Envelope, 'source' | 'receivedAt' | 'deliveryId'>): string {
  // The sender chooses the id. Hashed, it can't point to another place.
  const hash = createHash('sha256').update(deliveryId).digest('hex').slice(0, 16);
  return `${archiveBound(source, Date.parse(receivedAt))}-${hash}`;
}

/** A bound between keys: less than those received from `time` on, greater than those received before. */
export function archiveBound(source: string, time: number): string {
  const at = new Date(time).toISOString();
  const [day, hour] = [at.slice(0, 10), at.slice(11, 13)];
  return `${archivePrefix(source)}${day}/${hour}/${at.replace(/[-:.]/g, '')}`;
}

const keyTime = /\/(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z-[^/]*$/;

/**
 * When a webhook was received, by its key, in ISO 8601. `undefined` for a key that does not belong to the archive.
 */
export function receivedAtOf(key: string): string | undefined {
  const parts = keyTime.exec(key);
  if (!parts) return undefined;
  const [, year, month, day, hour, minute, second, milliseconds] = parts;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}.${milliseconds}Z`;
}
