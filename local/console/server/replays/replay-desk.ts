import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { CommandError } from '../../../../client/command-error.ts';
import type { ReplayOrder } from './replay-order.ts';
import type { ReplayRun } from './replay-run.ts';

/** Which webhook is meant. */
export interface ReplayedRow {
  readonly source: string;
  readonly deliveryId: string;
  /** Of its receipt, in milliseconds since 1970. */
  readonly at: number;
}

export interface ReplayWork {
  /** Replays one of them, as part of a run. @throws CommandError for one that can't be replayed */
  readonly replay: (row: ReplayedRow, run: string) => Promise<void>;
  /** What can be said of an error that ends the run. */
  readonly explain: (error: unknown) => { readonly message: string; readonly remedy?: string };
}

interface Begun {
  readonly order: Omit<ReplayOrder, 'keys' | 'limit'>;
  readonly work: ReplayWork;
  /** Those that are left, the oldest first. */
  readonly rows: ReplayedRow[];
  ending: AbortController;
  run: ReplayRun;
}

const mostKept = 20;
const mostReasons = 20;

/** Where webhooks are replayed, one run at a time. What is left of one can be gone on with: nothing is delivered twice by it. */
export class ReplayDesk {
  readonly #begun = new Map<string, Begun>();
  #working: Promise<void> = Promise.resolve();

  /** @throws CommandError while another one runs */
  start(rows: readonly ReplayedRow[], order: Omit<ReplayOrder, 'keys'>, work: ReplayWork) {
    this.#refuseWhileBusy();
    const { limit = rows.length, ...rest } = order;
    const wanted = rows.toSorted((a, b) => a.at - b.at).slice(0, limit);
    const id = randomUUID();
    const begun: Begun = {
      ...{ order: rest, work, rows: wanted, ending: new AbortController() },
      run: {
        ...{ id, state: 'running', startedAt: Date.now(), toDo: wanted.length },
        ...{ ratePerSecond: rest.ratePerSecond, sent: 0, notSent: 0, reasons: [] },
      },
    };
    this.#begun.set(id, begun);
    const [oldest] = this.#begun.keys();
    if (this.#begun.size > mostKept && oldest !== undefined) this.#begun.delete(oldest);
    this.#working = this.#carryOut(begun);
    return begun.run;
  }

  /** Does the rest of one that has ended early. @throws CommandError for one that nobody knows, or while one runs */
  goOn(id: string): ReplayRun {
    const begun = this.#known(id);
    this.#refuseWhileBusy();
    begun.ending = new AbortController();
    const { endedAt: _, stopped: __, error: ___, ...run } = begun.run;
    begun.run = { ...run, state: 'running' };
    this.#working = this.#carryOut(begun);
    return begun.run;
  }

  /** Ends one before the next webhook; one that has ended stays as it is. */
  cancel(id: string): ReplayRun {
    const begun = this.#known(id);
    if (begun.run.state !== 'running') return begun.run;
    begun.ending.abort();
    begun.run = { ...begun.run, state: 'cancelling' };
    return begun.run;
  }

  /** @throws CommandError for one that nobody knows */
  find(id: string): ReplayRun {
    return this.#known(id).run;
  }

  /** The latest first. */
  list(): readonly ReplayRun[] {
    return [...this.#begun.values()].map(({ run }) => run).reverse();
  }

  async close(): Promise<void> {
    for (const { run } of this.#begun.values()) this.cancel(run.id);
    await this.#working;
  }

  async #carryOut(begun: Begun): Promise<void> {
    try {
      const stopped = await replayRows(begun);
      begun.run = { ...begun.run, state: 'ended', stopped, endedAt: Date.now() };
    } catch (error) {
      const told = begun.work.explain(error);
      begun.run = { ...begun.run, state: 'failed', error: told, endedAt: Date.now() };
    }
  }

  #known(id: string): Begun {
    const begun = this.#begun.get(id);
    if (begun !== undefined) return begun;
    throw new CommandError(
      `This console knows nothing of the run ${id}.`,
      'What it replayed says so in its journey; the rest is in the archive as before.',
    );
  }

  #refuseWhileBusy(): void {
    const running = this.list().find(({ endedAt }) => endedAt === undefined);
    if (running === undefined) return;
    throw new CommandError(
      'Webhooks are being replayed.',
      `Wait until that has ended, or cancel it: /replays/${running.id}`,
    );
  }
}

async function replayRows(begun: Begun): Promise<NonNullable<ReplayRun['stopped']>> {
  const { rows, work, order, ending } = begun;
  const mostFailed = begun.run.notSent + order.stopAfter;
  for (let [row] = rows; row !== undefined; [row] = rows) {
    if (ending.signal.aborted) return 'cancelled';
    const dueAt = performance.now() + 1000 / order.ratePerSecond;
    const why = await work.replay(row, begun.run.id).then(() => undefined, reasonOf);
    rows.shift();
    begun.run = counted(begun.run, row, why);
    if (rows.length === 0) break;
    if (begun.run.notSent >= mostFailed) return 'too many failed';
    await waitUntil(dueAt, ending.signal);
  }
  return 'end';
}

/** Until that time of `performance.now()`, or until nobody waits any more. */
async function waitUntil(dueAt: number, signal: AbortSignal): Promise<void> {
  const milliseconds = Math.max(0, dueAt - performance.now());
  await setTimeout(milliseconds, undefined, { signal }).catch(() => undefined);
}

/** @throws what says nothing of the webhook itself */
function reasonOf(error: unknown): string {
  if (error instanceof CommandError) return error.message;
  throw error;
}

function counted(run: ReplayRun, { deliveryId }: ReplayedRow, why: string | undefined): ReplayRun {
  if (why === undefined) return { ...run, sent: run.sent + 1 };
  const reasons = [...run.reasons, { deliveryId, why }].slice(0, mostReasons);
  return { ...run, notSent: run.notSent + 1, reasons };
}
