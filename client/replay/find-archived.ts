import { createHash } from 'node:crypto';
import type { S3Client } from '@aws-sdk/client-s3';
import { listArchive } from './archive.ts';

/** Which webhook is meant. */
export interface SoughtInArchive {
  readonly source: string;
  readonly deliveryId: string;
  /** About when it was received: milliseconds since 1970. */
  readonly at: number;
}

/** The log's time and that of the receipt differ by so much at most. */
const skewMs = 5_000;

/** The key of a webhook in the archive. @returns `undefined` where it is not there */
export async function findArchived(
  s3: S3Client,
  bucket: string,
  { source, deliveryId, at }: SoughtInArchive,
): Promise<string | undefined> {
  const hash = createHash('sha256').update(deliveryId).digest('hex').slice(0, 16);
  const range = { bucket, source, from: at - skewMs, to: at + skewMs };
  for await (const key of listArchive(s3, range)) if (key.endsWith(`-${hash}`)) return key;
  return undefined;
}
