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
  const ending = endingOf(deliveryId);
  const range = { bucket, source, from: at - skewMs, to: at + skewMs };
  for await (const key of listArchive(s3, range)) if (key.endsWith(ending)) return key;
  return undefined;
}

/** The keys of several, by what was sought; what is near in time is listed once. */
export async function findAllArchived<Sought extends SoughtInArchive>(
  s3: S3Client,
  bucket: string,
  sought: readonly Sought[],
): Promise<ReadonlyMap<Sought, string>> {
  const found = new Map<Sought, string>();
  for (const near of inStretches(sought)) {
    const [first, last] = [near[0], near.at(-1)];
    if (first === undefined || last === undefined) continue;
    const byEnding = Map.groupBy(near, ({ deliveryId }) => endingOf(deliveryId));
    const range = { bucket, source: first.source, from: first.at - skewMs, to: last.at + skewMs };
    for await (const key of listArchive(s3, range)) {
      for (const one of byEnding.get(key.slice(-endingLength)) ?? []) found.set(one, key);
    }
  }
  return found;
}

/** Those of a source whose ranges overlap. */
function inStretches<Sought extends SoughtInArchive>(sought: readonly Sought[]): Sought[][] {
  const stretches: Sought[][] = [];
  const sorted = sought.toSorted((a, b) => a.source.localeCompare(b.source) || a.at - b.at);
  for (const one of sorted) {
    const last = stretches.at(-1)?.at(-1);
    const isNear = last?.source === one.source && one.at - last.at < 2 * skewMs;
    if (isNear) stretches.at(-1)?.push(one);
    else stretches.push([one]);
  }
  return stretches;
}

const hashLength = 16;
const endingLength = hashLength + 1;

function endingOf(deliveryId: string): string {
  return `-${createHash('sha256').update(deliveryId).digest('hex').slice(0, hashLength)}`;
}
