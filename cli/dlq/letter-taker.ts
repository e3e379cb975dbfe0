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
