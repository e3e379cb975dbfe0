import type { S3Client } from '@aws-sdk/client-s3';
import { type ArchiveRange, listArchive } from './read-archive.ts';

/** Ten lists of S3: no more before a question is put. */
const max = 10_000;

/** How many webhooks a range has, whatever their types: keys don't tell those. */
export async function countArchived(s3: S3Client, range: ArchiveRange): Promise<string> {
  let count = 0;
  for await (const _ of listArchive(s3, range)) {
    count++;
    if (count === max) return `at least ${max}`;
  }
  return `${count}`;
}
