import { createHash } from 'node:crypto';
import {
  GetObjectCommand,
  ListObjectsV2Command,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';
import { archiveBound, archivePrefix, receivedAtOf } from '../../service/webhook/archive.ts';
import { bucketPrefixes } from '../../service/webhook/bucket-prefixes.ts';
import { decodeBody, type Envelope, parseEnvelope } from '../../service/webhook/envelope.ts';
import { CommandError } from '../command-error.ts';

export interface ArchiveRange {
  readonly bucket: string;
  readonly source: string;
  /** Milliseconds since 1970; what was received then is in it. */
  readonly from: number;
  /** What was received then is not in it. */
  readonly to: number;
}

/** S3 lists keys in their order: it is asked for the range and nothing else. */
export async function* listArchive(s3: S3Client, range: ArchiveRange): AsyncGenerator<string> {
  const { bucket, source, from, to } = range;
  const end = archiveBound(source, to);
  const pages = paginateListObjectsV2(
    { client: s3 },
    { Bucket: bucket, Prefix: archivePrefix(source), StartAfter: archiveBound(source, from) },
  );
  for await (const { Contents = [] } of pages) {
    for (const { Key = '' } of Contents) {
      if (Key >= end) return;
      yield Key;
    }
  }
}

export interface Readable {
  readonly key: string;
  readonly envelope: Envelope;
}

export interface Unusable {
  readonly key: string;
  /** What is wrong with it; never a word of what is in it. */
  readonly problem: string;
}

const problems: ReadonlyMap<string, string> = new Map([
  ['NoSuchKey', 'its time in the archive is over'],
  ['MalformedEnvelopeError', 'it is no envelope'],
  ['NewerEnvelopeError', 'a newer version wrote it: use the checkout of that version'],
]);

// Side by side: S3 takes some 30 ms for each.
const readAtOnce = 20;

/** What is in a range, oldest first. */
export async function* readArchive(
  s3: S3Client,
  range: ArchiveRange,
): AsyncGenerator<Readable | Unusable> {
  for await (const keys of inGroups(listArchive(s3, range))) {
    yield* await Promise.all(keys.map((key) => readArchived(s3, range.bucket, key)));
  }
}

async function* inGroups(keys: AsyncIterable<string>): AsyncGenerator<readonly string[]> {
  let group: string[] = [];
  for await (const key of keys) {
    group.push(key);
    if (group.length < readAtOnce) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}

/** One of the archive, by its key. */
export async function readArchived(
  s3: S3Client,
  bucket: string,
  key: string,
): Promise<Readable | Unusable> {
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    const envelope = parseEnvelope((await Body?.transformToString()) ?? '');
    if (isWhole(envelope)) return { key, envelope };
    return { key, problem: 'its body is not the one that was received' };
  } catch (error) {
    const problem = error instanceof Error ? problems.get(error.name) : undefined;
    if (problem === undefined) throw error;
    return { key, problem };
  }
}

/** A body that was too large for the queue is inside, and its reference says what it must be. */
function isWhole({ bodyRef, ...content }: Envelope): boolean {
  if (bodyRef === undefined) return true;
  const body = decodeBody(content);
  return createHash('sha256').update(body).digest('hex') === bodyRef.sha256;
}

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

/**
 * Finds where the archive of a source begins: when the oldest webhook was received that it has, in ISO 8601. What is
 * there counts, not what the configuration says: an archive that was given up can be replayed until its time is over.
 *
 * @throws CommandError that says how a source gets an archive, when it has none
 */
export async function findArchive(s3: S3Client, bucket: string, source: string): Promise<string> {
  const { Contents = [] } = await s3.send(
    new ListObjectsV2Command({ Bucket: bucket, Prefix: archivePrefix(source), MaxKeys: 1 }),
  );
  const oldest = receivedAtOf(Contents[0]?.Key ?? '');
  if (oldest !== undefined) return oldest;
  throw new CommandError(
    `The archive has nothing of the source ${source}.`,
    [
      'A source keeps what comes in once spillway.config.ts says so and is deployed:',
      source === 'events'
        ? '  events: { archive: true }'
        : `  archive: true, beside the sender of the source ${source}`,
      `Sources that have an archive: ${(await archivedSources(s3, bucket)).join(', ') || 'none'}.`,
    ].join('\n'),
  );
}

async function archivedSources(s3: S3Client, bucket: string): Promise<readonly string[]> {
  const Prefix = bucketPrefixes.archive;
  const { CommonPrefixes = [] } = await s3.send(
    new ListObjectsV2Command({ Bucket: bucket, Prefix, Delimiter: '/' }),
  );
  return CommonPrefixes.map((common) => common.Prefix?.slice(Prefix.length, -1) ?? '');
}
