import { readDepth } from '../stage/queues.ts';
import type { DeadLetterQueue, ReadLetter } from './dead-letter.ts';
import type { DiagnosedLetter, DiagnoseLetters, Diagnosis } from './diagnose.ts';
import { failedOrCame, type LetterFilter, matchesFilter } from './letter-filter.ts';
import { type LookOptions, lookThrough } from './letter-taker.ts';

/** A dead letter in a line. Nothing of its content is in here. */
export interface ListedLetter extends Diagnosis {
  /** By which it is found again: its delivery id, or its message id where it has none that can be typed. */
  readonly id: string;
  readonly messageId: string;
  readonly deliveryId?: string;
  /** The redrive that sent it through before. */
  readonly redrive?: string;
  /** When SQS drops it. ISO 8601. */
  readonly expiresAt?: string;
}

export interface LetterList {
  /** What SQS says is there; approximate. */
  readonly visible: number;
  /** How many were looked at. */
  readonly examined: number;
  /** How many of those are of the kind that was asked for. */
  readonly matching: number;
  /** The one that failed last is the first. */
  readonly letters: readonly ListedLetter[];
}

export interface ListOptions extends LookOptions {
  readonly diagnose: DiagnoseLetters;
  readonly filter: LetterFilter;
  /** How many to give. */
  readonly limit: number;
}

/** Looks at dead letters without taking them, and says of each what it is. */
export async function listLetters(
  queue: DeadLetterQueue,
  { diagnose, filter, limit, ...look }: ListOptions,
): Promise<LetterList> {
  const { visible, retentionSeconds } = await readDepth(queue.sqs, queue.url);
  const all: ListedLetter[] = [];
  const examined = await lookThrough(queue, look, async (letters) => {
    const some = (await diagnose(letters)).filter(({ diagnosis }) =>
      matchesFilter(filter, diagnosis),
    );
    all.push(...some.map((one) => toListed(one, retentionSeconds)));
    return 'more';
  });
  const latestFirst = all.toSorted((a, b) => failedOrCame(b) - failedOrCame(a));
  return { visible, examined, matching: all.length, letters: latestFirst.slice(0, limit) };
}

/** @param retentionSeconds of the dead-letter queue: they count from when SQS first got the message */
export function toListed(one: DiagnosedLetter, retentionSeconds: number): ListedLetter {
  const { letter, envelope, diagnosis, redrive } = one;
  const deliveryId = envelope?.deliveryId;
  const expiresAt = new Date(letter.sentAt + retentionSeconds * 1000).toISOString();
  return {
    id: idOf(one),
    messageId: letter.messageId,
    ...(deliveryId === undefined ? {} : { deliveryId }),
    ...diagnosis,
    ...(redrive === undefined ? {} : { redrive }),
    ...(retentionSeconds > 0 ? { expiresAt } : {}),
  };
}

/** A sender chooses its ids: one with spaces or controls, or without end, is not for a line of its own. */
const typable = /^[\x21-\x7e]{1,128}$/;

/** By which `dlq show` and `dlq discard` find it. */
export function idOf({ letter, envelope }: Pick<ReadLetter, 'letter' | 'envelope'>): string {
  const { deliveryId = '' } = envelope ?? {};
  return typable.test(deliveryId) ? deliveryId : letter.messageId;
}
