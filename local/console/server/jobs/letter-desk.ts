import { CommandError } from '../../../../client/command-error.ts';
import type { JobOutcome, JobProgress, LetterJob } from './letter-job.ts';
import type { LetterWish } from './letter-order.ts';

export interface JobPorts {
  /** Ends the work after the batch at hand. */
  readonly signal: AbortSignal;
  readonly tell: (progress: JobProgress) => void;
}

export interface NewJob {
  readonly id: string;
  readonly wish: LetterWish;
  /** What does the rest from a terminal, if it ends early. */
  readonly goOn?: string;
  readonly work: (ports: JobPorts) => Promise<JobOutcome>;
  /** What can be said of an error. */
  readonly explain: (error: unknown) => { readonly message: string; readonly remedy?: string };
}

/** The latest of those that have ended. */
const mostKept = 50;

/**
 * Where dead letters are dealt with, one thing at a time: who looks at letters hides them from others for that long, so
 * that two looks would each see a part, and a redrive would miss what a look holds.
 */
export class LetterDesk {
  readonly #now: () => number;
  readonly #jobs = new Map<string, LetterJob>();
  #running: { readonly id: string; readonly ending: AbortController } | undefined;
  /** Ends when what was begun at this desk has ended. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Looks when it is its turn. @throws CommandError while a job runs, that says where to see it */
  async look<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    this.#refuseWhileBusy();
    return this.#inTurn(async () => {
      signal?.throwIfAborted();
      return work();
    });
  }

  /** @throws CommandError while another one runs */
  start(job: NewJob): LetterJob {
    this.#refuseWhileBusy();
    const { id, wish } = job;
    const ending = new AbortController();
    this.#running = { id, ending };
    this.#jobs.delete(id);
    this.#jobs.set(id, { id, wish, state: 'running', startedAt: this.#now(), done: 0 });
    this.#forget();
    void this.#carryOut(job, ending.signal);
    return this.find(id) as LetterJob;
  }

  async #carryOut({ id, work, explain, goOn }: NewJob, signal: AbortSignal): Promise<void> {
    const tell = (progress: JobProgress) => this.#change(id, progress);
    const rest = goOn === undefined ? {} : { goOn };
    try {
      const outcome = await this.#inTurn(() => work({ signal, tell }));
      this.#change(id, { state: 'ended', outcome, ...(isEarly(outcome) ? rest : {}) });
    } catch (error) {
      this.#change(id, { state: 'failed', error: explain(error), ...rest });
    }
    this.#running = undefined;
    this.#change(id, { endedAt: this.#now() });
  }

  /** The latest first. */
  list(): readonly LetterJob[] {
    return [...this.#jobs.values()].reverse();
  }

  find(id: string): LetterJob | undefined {
    return this.#jobs.get(id);
  }

  /** Ends one after the batch at hand; one that has ended stays as it is. */
  cancel(id: string): LetterJob | undefined {
    if (this.#running?.id === id) {
      this.#running.ending.abort();
      this.#change(id, { state: 'cancelling' });
    }
    return this.find(id);
  }

  /** Ends what runs, and waits until it has given back all that it holds. */
  async close(): Promise<void> {
    if (this.#running) this.cancel(this.#running.id);
    await this.#turn;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  #refuseWhileBusy(): void {
    const job = this.#running && this.find(this.#running.id);
    if (job === undefined) return;
    const { kind } = job.wish;
    const what = kind === 'redrive' ? 'sent through again' : 'discarded';
    throw new CommandError(
      `Dead letters are being ${what}.`,
      `Wait until that has ended, or cancel it: /redrives/${job.id}`,
    );
  }

  #change(id: string, changes: Partial<LetterJob>): void {
    const job = this.#jobs.get(id);
    if (job !== undefined) this.#jobs.set(id, { ...job, ...changes });
  }

  #forget(): void {
    const [oldest] = this.#jobs.keys();
    if (this.#jobs.size > mostKept && oldest !== undefined) this.#jobs.delete(oldest);
  }
}

const wholeEndings: ReadonlySet<string> = new Set(['drained', 'limit']);

function isEarly({ result }: JobOutcome): boolean {
  return !wholeEndings.has(result.stopped);
}
