import type { ReadRecords } from '../deliveries/delivery-records.ts';
import { after, pollUntil } from '../poll-until.ts';
import { readDepth } from '../stage/queues.ts';
import { type DeadLetter, type DeadLetterQueue, readLetter } from './dead-letter.ts';
import { lookThrough } from './letter-taker.ts';
import type { SampleFailure } from './redrive.ts';

export interface SampleWait {
  readonly queue: DeadLetterQueue;
  readonly intakeUrl: string;
  readonly runId: string;
  readonly readRecords: ReadRecords;
  /** Message ids of what had come back from this run before the sample was sent. */
  readonly returnedBefore: ReadonlySet<string>;
  /** The longest wait. */
  readonly boundSeconds: number;
  /** How long the intake queue must be empty to be believed: SQS's counts lag. */
  readonly quietSeconds: number;
  readonly signal: AbortSignal;
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly onProgress: (text: string) => void;
}

const pollMilliseconds = 1000;

/** Waits until all letters of a sample have come to their end, and says whether that was a good one. */
export async function waitForSample(
  wait: SampleWait,
  letters: readonly DeadLetter[],
): Promise<'passed' | SampleFailure | 'interrupted'> {
  const end = await untilEnded(wait, letters);
  if (end === 'interrupted' || end === 'delivered') return end === 'delivered' ? 'passed' : end;
  const returned = await findReturned(wait);
  if (returned.some((id) => !wait.returnedBefore.has(id))) return 'sample-returned';
  return end === 'gone' ? 'passed' : 'sample-unsettled';
}

/** `delivered`: the table says so of each. `gone`: they are no longer in the intake queue. */
type End = 'delivered' | 'gone' | 'late' | 'interrupted';

async function untilEnded(wait: SampleWait, letters: readonly DeadLetter[]): Promise<End> {
  const isLate = after(wait.boundSeconds * 1000, wait.now);
  const isQuiet = watchIntake(wait);
  const look = async (): Promise<End | undefined> => {
    if (wait.signal.aborted) return 'interrupted';
    const states = await statesOf(wait, letters);
    const delivered = states.filter((state) => state === 'delivered').length;
    if (delivered === letters.length) return 'delivered';
    if (!states.includes('open') || (await isQuiet())) return 'gone';
    wait.onProgress(`sample: ${delivered} of ${letters.length} delivered`);
    return undefined;
  };
  const polling = { everyMilliseconds: pollMilliseconds, sleep: wait.sleep, isOver: isLate };
  return (await pollUntil(look, polling)) ?? 'late';
}

function watchIntake(wait: SampleWait): () => Promise<boolean> {
  let emptySince: number | undefined;
  return async () => {
    if (!(await isIntakeEmpty(wait))) emptySince = undefined;
    else emptySince ??= wait.now();
    return emptySince !== undefined && wait.now() - emptySince >= wait.quietSeconds * 1000;
  };
}

type State = 'delivered' | 'ended' | 'open';

/** A letter that nobody has begun to deliver has no record. */
async function statesOf(
  { readRecords }: SampleWait,
  letters: readonly DeadLetter[],
): Promise<readonly State[]> {
  const envelopes = letters.flatMap((letter) => readLetter(letter).envelope ?? []);
  const known = (await readRecords(envelopes)).map((records): State => {
    const states = new Set(records.map(({ state }) => state));
    if (states.size === 0 || states.has('failed') || states.has('claimed')) return 'open';
    return states.has('dead-lettered') ? 'ended' : 'delivered';
  });
  return [...known, ...letters.slice(known.length).map(() => 'open' as const)];
}

async function isIntakeEmpty({ queue, intakeUrl }: SampleWait): Promise<boolean> {
  const { visible, inFlight, delayed } = await readDepth(queue.sqs, intakeUrl);
  return visible + inFlight + delayed === 0;
}

interface RunLook {
  readonly queue: DeadLetterQueue;
  readonly runId: string;
  readonly signal: AbortSignal;
}

/** The message ids of what a run sent, and what came back, as far as it is in sight. */
export async function findReturned({ queue, runId, signal }: RunLook) {
  const { visible } = await readDepth(queue.sqs, queue.url);
  const found: string[] = [];
  // SQS's count lags, and what came back is at the end of the queue.
  const max = 1000 + 2 * visible;
  await lookThrough(queue, { max, signal }, async (letters) => {
    const ours = letters.filter((letter) => readLetter(letter).redrive === runId);
    found.push(...ours.map(({ messageId }) => messageId));
    return 'more';
  });
  return found;
}

export interface ReturnWatch extends RunLook {
  readonly stopAfter: number;
  readonly now: () => number;
}

const secondsBetweenCounts = 1;
const secondsBetweenLooks = 10;

/**
 * Says, while a run moves letters, which have come back. A look goes through the whole queue, so there is one only
 * when the queue has grown, beside what was moved, by as many as the run may lose.
 *
 * @returns to be called with how many were moved
 */
export function watchReturns(
  watch: ReturnWatch,
  atStart: number,
): (moved: number) => Promise<readonly string[]> {
  let nextCount = 0;
  return async (moved) => {
    if (watch.now() < nextCount) return [];
    nextCount = watch.now() + secondsBetweenCounts * 1000;
    const { visible, inFlight } = await readDepth(watch.queue.sqs, watch.queue.url);
    if (visible + inFlight - (atStart - moved) < watch.stopAfter) return [];
    nextCount = watch.now() + secondsBetweenLooks * 1000;
    return findReturned(watch);
  };
}
