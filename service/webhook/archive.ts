import { createHash } from 'node:crypto';
import { bucketPrefixes } from './bucket-prefixes.ts';
import type { Envelope } from './envelope.ts';

/** All keys of one source begin so. */
export function archivePrefix(source: string): string {
  return `${bucketPrefixes.archive}${source}/`;
}

/**
 * Where a webhook is kept: `archive/<source>/<day>/<hour>/<time>-<hash of the delivery id>`. The same however
 * often it is written. Keys of one source are in the order in which its webhooks were received.
 */
export function archiveKey({
  source,
  receivedAt,
  deliveryId,
}: Pick<Envelope, 'source' | 'receivedAt' | 'deliveryId'>): string {
  // The sender chooses the id: hashed, it can't lead anywhere else.
  const hash = createHash('sha256').update(deliveryId).digest('hex').slice(0, 16);
  return `${archiveBound(source, Date.parse(receivedAt))}-${hash}`;
}

/** Less than the keys of what was received from then on, greater than those of what was received before. */
export function archiveBound(source: string, time: number): string {
  const at = new Date(time).toISOString();
  const [day, hour] = [at.slice(0, 10), at.slice(11, 13)];
  return `${archivePrefix(source)}${day}/${hour}/${at.replace(/[-:.]/g, '')}`;
}

const keyTime = /\/(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z-[^/]*$/;

/** ISO 8601: when a webhook was received, by its key. `undefined` for a key that is not of the archive. */
export function receivedAtOf(key: string): string | undefined {
  const parts = keyTime.exec(key);
  if (!parts) return undefined;
  const [, year, month, day, hour, minute, second, milliseconds] = parts;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}.${milliseconds}Z`;
}
