import { readDepth } from '../queues.ts';
import type { DeadLetter, DeadLetterQueue } from './dead-letter.ts';
import type { ReadRecords } from './delivery-records.ts';
import { findReturned } from './find-returned.ts';
import { readLetter } from './read-letter.ts';
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
  const bound = wait.now() + wait.boundSeconds * 1000;
  const isQuiet = watchIntake(wait);
  while (wait.now() < bound) {
    if (wait.signal.aborted) return 'interrupted';
    const states = await statesOf(wait, letters);
    const delivered = states.filter((state) => state === 'delivered').length;
    if (delivered === letters.length) return 'delivered';
    if (!states.includes('open') || (await isQuiet())) return 'gone';
    wait.onProgress(`sample: ${delivered} of ${letters.length} delivered`);
    await wait.sleep(pollMilliseconds);
  }
  return 'late';
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
