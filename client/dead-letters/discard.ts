import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { bucketPrefixes } from '../../service/webhook/bucket-prefixes.ts';
import { type DeadLetter, type DeadLetterQueue, deleteDeadLetters } from './dead-letter.ts';
import type { DiagnosedLetter, DiagnoseLetters } from './diagnose.ts';
import type { LetterClass } from './letter-classes.ts';
import { LetterTaker, lookThrough } from './letter-taker.ts';
import type { DeadLetterGroup } from './summarize.ts';
import { addTo } from './summarize.ts';

export interface DiscardOptions {
  readonly queue: DeadLetterQueue;
  readonly bucket: string;
  readonly holdSeconds: number;
  readonly diagnose: DiagnoseLetters;
  readonly isChosen: (one: DiagnosedLetter) => boolean;
  readonly limit: number;
  /** Why these are given up, and by whom. */
  readonly reason: string;
  readonly by: string;
  readonly now: () => number;
  readonly onProgress: (discarded: number) => void;
  /** Ends it after the batch at hand. */
  readonly signal: AbortSignal;
}

export interface DiscardResult {
  readonly discarded: number;
  /** Archived, but SQS would not delete them: they stay. */
  readonly undeleted: number;
  /** Looked at and left, since they are not of the kind that was asked for. */
  readonly skipped: number;
  /** Where they are: a folder for each source and day. */
  readonly archive: string;
  readonly stopped: 'drained' | 'limit' | 'interrupted';
}

/** An archived dead letter: one object of JSON. */
export interface DiscardedLetter {
  readonly v: 1;
  /** ISO 8601. */
  readonly discardedAt: string;
  readonly discardedBy: string;
  readonly reason: string;
  readonly class: LetterClass;
  readonly messageId: string;
  /** ISO 8601. */
  readonly sentAt: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** The message as it was, the body in it. */
  readonly message: string;
}

/** Archives each dead letter and only then deletes it: killed in between, it is there twice, and never nowhere. */
export async function discardDeadLetters(
  s3: S3Client,
  options: DiscardOptions,
): Promise<DiscardResult> {
  const { queue, bucket, limit, signal, diagnose, isChosen, onProgress } = options;
  const taker = new LetterTaker(queue, options.holdSeconds);
  const totals = { discarded: 0, undeleted: 0, skipped: 0 };
  const archive = `s3://${bucket}/${bucketPrefixes.discarded}`;
  try {
    for (;;) {
      if (totals.discarded >= limit) return { ...totals, archive, stopped: 'limit' };
      if (signal.aborted) return { ...totals, archive, stopped: 'interrupted' };
      // Those that are left are given back: to look at as few as are wanted would be a call for each.
      const letters = await taker.take(10);
      if (letters === undefined) return { ...totals, archive, stopped: 'drained' };
      const ofKind = (await diagnose(letters)).filter(isChosen);
      const chosen = ofKind.slice(0, limit - totals.discarded);
      await Promise.all(chosen.map((one) => archiveLetter(s3, options, one)));
      totals.skipped += letters.length - ofKind.length;
      const undeleted = await deleteTaken(options, taker, chosen);
      totals.undeleted += undeleted;
      totals.discarded += chosen.length - undeleted;
      onProgress(totals.discarded);
    }
  } finally {
    await taker.giveBack();
  }
}

async function deleteTaken(
  { queue }: DiscardOptions,
  taker: LetterTaker,
  chosen: readonly DiagnosedLetter[],
): Promise<number> {
  const letters = chosen.map(({ letter }) => letter);
  const undeleted = await deleteDeadLetters(queue, letters);
  for (const letter of letters) taker.forget(letter);
  return undeleted;
}

async function archiveLetter(
  s3: S3Client,
  { bucket, reason, by, now }: DiscardOptions,
  { letter, diagnosis }: DiagnosedLetter,
): Promise<void> {
  const discardedAt = new Date(now()).toISOString();
  const archived: DiscardedLetter = {
    v: 1,
    ...{ discardedAt, reason },
    discardedBy: by,
    class: diagnosis.class,
    messageId: letter.messageId,
    sentAt: new Date(letter.sentAt).toISOString(),
    attributes: textsOf(letter),
    message: letter.body,
  };
  await s3.send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: discardedKey(diagnosis.source, discardedAt, letter.messageId),
      Body: JSON.stringify(archived),
      ContentType: 'application/json',
    }),
  );
}

/** A source that no stage can have stands in no path. */
function discardedKey(source: string, discardedAt: string, messageId: string): string {
  const folder = /^[a-z0-9-]+$/.test(source) ? source : 'unknown';
  return `${bucketPrefixes.discarded}${folder}/${discardedAt.slice(0, 10)}/${messageId}.json`;
}

function textsOf({ attributes }: DeadLetter): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { StringValue = '', BinaryValue }]) => [
      name,
      BinaryValue ? Buffer.from(BinaryValue).toString('base64') : StringValue,
    ]),
  );
}

export interface DiscardDryRun {
  readonly dryRun: true;
  readonly count: number;
  readonly groups: readonly DeadLetterGroup[];
}

/** Looks which letters would be discarded, and discards none. @param atLeast how many to look at, if there are so many */
export async function foreseeDiscard(
  { queue, diagnose, isChosen, limit, signal }: Choice,
  atLeast: number,
): Promise<DiscardDryRun> {
  const groups = new Map<string, DeadLetterGroup>();
  let count = 0;
  await lookThrough(queue, { max: Math.max(1000, atLeast), signal }, async (taken) => {
    const chosen = (await diagnose(taken)).filter(isChosen);
    for (const one of chosen.slice(0, limit - count)) {
      addTo(groups, one);
      count++;
    }
    return count < limit ? 'more' : 'enough';
  });
  const largestFirst = [...groups.values()].sort((a, b) => b.count - a.count);
  return { dryRun: true, count, groups: largestFirst };
}

type Choice = Pick<DiscardOptions, 'queue' | 'diagnose' | 'isChosen' | 'limit' | 'signal'>;
