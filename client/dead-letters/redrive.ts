import {
  type DeadLetter,
  type DeadLetterQueue,
  deleteDeadLetters,
  readLetter,
} from './dead-letter.ts';
import { LetterTaker } from './letter-taker.ts';
import { sendToIntake } from './send-to-intake.ts';

export interface RedriveOptions {
  readonly queue: DeadLetterQueue;
  readonly intakeUrl: string;
  readonly ratePerSecond: number;
  readonly limit: number;
  /** Marks what this run sends, so that it is known, and left alone, when it comes back. */
  readonly runId: string;
  readonly holdSeconds: number;
  /** Those that are to be moved. Absent: all. */
  readonly select?: (letters: readonly DeadLetter[]) => Promise<readonly DeadLetter[]>;
  /** So many first, and the rest only if `hasPassed` says so of them. */
  readonly sample?: {
    readonly count: number;
    readonly hasPassed: (
      letters: readonly DeadLetter[],
    ) => Promise<'passed' | SampleFailure | 'interrupted'>;
    readonly onPassed: (count: number) => void;
  };
  /** Ends the run when so many of its letters have come back, of which `returned` tells. */
  readonly stopAfter: number;
  /** Message ids of what had come back from this run before it went on: they end nothing. */
  readonly returnedBefore: ReadonlySet<string>;
  readonly returned?: (moved: number) => Promise<readonly string[]>;
  readonly onProgress?: (moved: number) => void;
  /** Ends the redrive after the batch at hand. */
  readonly signal?: AbortSignal;
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

export type SampleFailure = 'sample-returned' | 'sample-unsettled';

type Stopped = 'drained' | 'limit' | 'interrupted' | 'failures' | SampleFailure;

export interface RedriveResult {
  readonly run: string;
  readonly moved: number;
  /** Refused by SQS; they stay in the dead-letter queue. */
  readonly refused: number;
  /** Sent, but SQS would not delete them: they will be there twice. */
  readonly doubled: number;
  /** Sent by this run, failed again, and back already. They stay. */
  readonly returned: number;
  /** Looked at and left, since they are not of the kind that was asked for. */
  readonly skipped: number;
  /** How many were sent first, of which none came back. Absent where no sample has passed. */
  readonly samplePassed?: number;
  readonly stopped: Stopped;
}

/**
 * Moves dead letters to the intake queue, each one sent before it is deleted: a redrive that is killed loses
 * nothing, and doubles at most the batch at hand (processing is at-least-once anyway).
 */
export async function redriveDeadLetters(options: RedriveOptions): Promise<RedriveResult> {
  const run = new Redrive(options);
  try {
    const stopped = await run.untilStopped();
    return {
      run: options.runId,
      ...run.totals,
      returned: run.returned.size,
      skipped: run.skipped.size,
      ...(run.samplePassed === undefined ? {} : { samplePassed: run.samplePassed }),
      stopped,
    };
  } finally {
    await run.taker.giveBack();
  }
}

class Redrive {
  readonly totals = { moved: 0, refused: 0, doubled: 0 };
  /** Message ids. */
  readonly returned = new Set<string>();
  readonly skipped = new Set<string>();
  readonly taker: LetterTaker;
  samplePassed: number | undefined;
  readonly #options: RedriveOptions;
  /** How many at once: no more than a second's. */
  readonly #burst: number;

  constructor(options: RedriveOptions) {
    this.#options = options;
    this.#burst = Math.min(10, Math.ceil(options.ratePerSecond));
    this.taker = new LetterTaker(options.queue, options.holdSeconds);
  }

  async untilStopped(): Promise<Stopped> {
    const { limit, sample } = this.#options;
    if (sample === undefined) return this.#moveUpTo(limit);
    const sent: DeadLetter[] = [];
    const stopped = await this.#moveUpTo(Math.min(limit, sample.count), sent);
    // What it held beside the sample need not be hidden for as long as it waits.
    await this.taker.giveBack();
    if (stopped === 'interrupted' || stopped === 'failures' || sent.length === 0) return stopped;
    const verdict = await sample.hasPassed(sent);
    if (verdict !== 'passed') return verdict;
    this.samplePassed = sent.length;
    sample.onPassed(sent.length);
    return this.#moveUpTo(limit);
  }

  async #moveUpTo(limit: number, sent: DeadLetter[] = []): Promise<Stopped> {
    // Of those that are looked at, some may be left.
    const atOnce = this.#options.select ? 10 : this.#burst;
    for (;;) {
      const stopped = await this.#whyToStop(limit);
      if (stopped) return stopped;
      const letters = await this.#take(Math.min(atOnce, limit - this.totals.moved));
      if (letters === undefined) return 'drained';
      sent.push(...(await this.#moveInBursts(letters)));
    }
  }

  async #whyToStop(limit: number): Promise<Stopped | undefined> {
    if (this.#options.signal?.aborted) return 'interrupted';
    for (const id of (await this.#options.returned?.(this.totals.moved)) ?? []) {
      this.returned.add(id);
    }
    const { stopAfter, returnedBefore } = this.#options;
    const returned = [...this.returned].filter((id) => !returnedBefore.has(id));
    if (returned.length >= stopAfter) return 'failures';
    return this.totals.moved >= limit ? 'limit' : undefined;
  }

  async #moveInBursts(letters: readonly DeadLetter[]): Promise<readonly DeadLetter[]> {
    const sent: DeadLetter[] = [];
    for (let start = 0; start < letters.length; start += this.#burst) {
      if (this.#options.signal?.aborted) break;
      sent.push(...(await this.#paced(letters.slice(start, start + this.#burst))));
      this.#options.onProgress?.(this.totals.moved);
    }
    return sent;
  }

  /** What is to be moved; `undefined` at the end of the queue. */
  async #take(count: number): Promise<readonly DeadLetter[] | undefined> {
    const { runId, select } = this.#options;
    const taken = await this.taker.take(count);
    if (taken === undefined) return undefined;
    const isOurs = (letter: DeadLetter) => readLetter(letter).redrive === runId;
    const [returned, fresh] = [taken.filter(isOurs), taken.filter((one) => !isOurs(one))];
    for (const { messageId } of returned) this.returned.add(messageId);
    const selected = select ? await select(fresh) : fresh;
    for (const letter of fresh) {
      if (!selected.includes(letter)) this.skipped.add(letter.messageId);
    }
    return selected;
  }

  async #paced(letters: readonly DeadLetter[]): Promise<readonly DeadLetter[]> {
    const { ratePerSecond, now, sleep } = this.#options;
    const startedAt = now();
    const sent = await this.#move(letters);
    await sleep(Math.max(0, startedAt + (letters.length / ratePerSecond) * 1000 - now()));
    return sent;
  }

  async #move(letters: readonly DeadLetter[]): Promise<readonly DeadLetter[]> {
    const { queue, intakeUrl, runId } = this.#options;
    const sent: DeadLetter[] = [];
    for await (const stored of sendToIntake(queue.sqs, intakeUrl, letters, runId)) {
      // Shown again, they would be moved twice.
      for (const letter of stored) this.taker.forget(letter);
      this.totals.moved += stored.length;
      this.totals.doubled += await deleteDeadLetters(queue, stored);
      sent.push(...stored);
    }
    this.totals.refused += letters.length - sent.length;
    return sent;
  }
}
