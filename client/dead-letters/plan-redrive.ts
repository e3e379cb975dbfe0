import { findQueue, readDepth } from '../stage/queues.ts';
import type { Stage } from '../stage/stage.ts';
import type { DeadLetter } from './dead-letter.ts';
import { findReturned, type SampleWait, waitForSample, watchReturns } from './follow-run.ts';
import { hasFilter, type LetterFilter, matchesFilter } from './letter-filter.ts';
import { holdFor } from './letter-taker.ts';
import type { DeadLetters } from './open-dead-letters.ts';
import type { RedriveOptions } from './redrive.ts';

/** What somebody asks of a redrive. */
export interface RedriveOrder {
  /** Marks what this run sends. */
  readonly runId: string;
  /** The run was begun before: what came back from it is left alone. */
  readonly isResumed: boolean;
  readonly filter: LetterFilter;
  readonly ratePerSecond: number;
  /** No more than this many. */
  readonly limit: number;
  /** So many first, and the rest only if none of them comes back. */
  readonly sample?: { readonly count: number; readonly waitSeconds: number } | undefined;
  /** Stop when so many came back. */
  readonly stopAfter?: number | undefined;
}

export interface RedriveRun {
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly signal: AbortSignal;
  readonly onProgress: (moved: number, toMove: number) => void;
  /** How far the sample is, in words. */
  readonly onSampleProgress: (text: string) => void;
  readonly onSamplePassed: (count: number) => void;
}

/** Finds out what a redrive needs to know of its queues before it begins. Moves nothing. */
export async function planRedrive(
  stage: Stage,
  letters: DeadLetters,
  order: RedriveOrder,
  { onProgress, onSampleProgress, onSamplePassed, ...ports }: RedriveRun,
): Promise<RedriveOptions> {
  const { queue } = letters;
  const { runId, filter, limit, ratePerSecond, stopAfter } = order;
  const intakeUrl = await findQueue(queue.sqs, stage.name, 'intake');
  const { visible, inFlight } = await readDepth(queue.sqs, queue.url);
  const run = { queue, intakeUrl, runId, ...ports };
  const returnedBefore = new Set(order.isResumed ? await findReturned(run) : []);
  return {
    ...{ ...run, limit, ratePerSecond, returnedBefore },
    stopAfter: stopAfter ?? Number.POSITIVE_INFINITY,
    ...(stopAfter === undefined
      ? {}
      : { returned: watchReturns({ ...run, stopAfter }, visible + inFlight) }),
    // What is not moved has to stay out of sight until all have been looked at.
    holdSeconds: hasFilter(filter)
      ? holdFor(Math.max(visible, 10), Math.min(ratePerSecond, 50))
      : 60,
    onProgress: (moved) => onProgress(moved, Math.min(visible, limit)),
    ...selectBy(filter, letters),
    ...sampleOf(stage, letters, order, {
      ...{ ...run, returnedBefore },
      ...{ onProgress: onSampleProgress, onPassed: onSamplePassed },
    }),
  };
}

function selectBy(filter: LetterFilter, { diagnose }: DeadLetters): Pick<RedriveOptions, 'select'> {
  if (!hasFilter(filter)) return {};
  return {
    select: async (some) =>
      (await diagnose(some))
        .filter(({ diagnosis }) => matchesFilter(filter, diagnosis))
        .map(({ letter }) => letter),
  };
}

function sampleOf(
  { isEmbedded }: Stage,
  { readRecords }: DeadLetters,
  { sample }: RedriveOrder,
  {
    onPassed,
    ...run
  }: Omit<SampleWait, 'readRecords' | 'boundSeconds' | 'quietSeconds'> & {
    readonly onPassed: (count: number) => void;
  },
): Pick<RedriveOptions, 'sample'> {
  if (sample === undefined) return {};
  const wait: SampleWait = {
    ...{ ...run, readRecords, boundSeconds: sample.waitSeconds },
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html
    quietSeconds: isEmbedded ? 2 : 60,
  };
  const hasPassed = (sent: readonly DeadLetter[]) => waitForSample(wait, sent);
  return { sample: { count: sample.count, hasPassed, onPassed } };
}
