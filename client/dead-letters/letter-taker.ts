import {
  type DeadLetter,
  type DeadLetterQueue,
  giveBack,
  receiveDeadLetters,
} from './dead-letter.ts';

const maxHoldSeconds = 43_200; // SQS's own limit

/** How long `count` letters may be held, when so many a second are dealt with. */
export function holdFor(count: number, perSecond: number): number {
  return Math.min(maxHoldSeconds, 60 + Math.ceil(count / perSecond));
}

/**
 * Takes each letter out of the queue once, and holds it until it is deleted or given back. The receive count
 * rises by one; the dead-letter queue has no redrive policy that would mind. What a killed command holds comes
 * into sight again after `holdSeconds`.
 */
export class LetterTaker {
  readonly #queue: DeadLetterQueue;
  readonly #holdSeconds: number;
  /** Receipt handles, by message id. */
  readonly #held = new Map<string, string>();

  constructor(queue: DeadLetterQueue, holdSeconds: number) {
    this.#queue = queue;
    this.#holdSeconds = holdSeconds;
  }

  /** Up to ten that were not taken yet; `undefined` when there are no more. */
  async take(count: number): Promise<readonly DeadLetter[] | undefined> {
    const holdSeconds = this.#holdSeconds;
    // Those that came into sight again are hidden by this once more; behind them may be others.
    for (let known = 0; known <= this.#held.size; ) {
      const received = await receiveDeadLetters(this.#queue, { count, holdSeconds });
      if (received.length === 0) return undefined;
      const fresh = received.filter(({ messageId }) => !this.#held.has(messageId));
      for (const { messageId, receiptHandle } of received) this.#held.set(messageId, receiptHandle);
      if (fresh.length > 0) return fresh;
      known += received.length;
    }
    return undefined;
  }

  /** It is no longer to be given back: shown again, it would be dealt with twice. */
  forget({ messageId }: Pick<DeadLetter, 'messageId'>): void {
    this.#held.delete(messageId);
  }

  /** Shows all that is held to others again, and may take it again. */
  async giveBack(): Promise<void> {
    const letters = [...this.#held.values()].map((receiptHandle) => ({ receiptHandle }));
    this.#held.clear();
    await giveBack(this.#queue, letters);
  }
}

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
