import type { DeadLetter, DeadLetterQueue } from './dead-letter.ts';
import { holdFor, LetterTaker } from './letter-taker.ts';

export interface LookOptions {
  readonly max: number;
  readonly onProgress?: (examined: number) => void;
  /** Ends the look early; what was seen is given back. */
  readonly signal?: AbortSignal;
}

const letterPerSecond = 50;

/**
 * Shows dead letters to `visit`, up to ten at a time, without taking any: all are given back at the end, and none
 * comes into sight again before. `visit` says whether it has seen enough.
 *
 * @returns how many were looked at
 */
export async function lookThrough(
  queue: DeadLetterQueue,
  { max, onProgress, signal }: LookOptions,
  visit: (letters: readonly DeadLetter[]) => Promise<'enough' | 'more'>,
): Promise<number> {
  const taker = new LetterTaker(queue, holdFor(max, letterPerSecond));
  let examined = 0;
  try {
    while (examined < max && !signal?.aborted) {
      const letters = await taker.take(max - examined);
      if (letters === undefined) break;
      examined += letters.length;
      onProgress?.(examined);
      if ((await visit(letters)) === 'enough') break;
    }
  } finally {
    await taker.giveBack();
  }
  return examined;
}
