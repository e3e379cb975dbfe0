import { readDepth } from '../queues.ts';
import type { DeadLetterQueue } from './dead-letter.ts';
import { lookThrough } from './look-through.ts';
import { readLetter } from './read-letter.ts';

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
