import { beginLedger, countUp, type ReadCounts } from './count-up.ts';
import type { Sums } from './counted.ts';
import { type Ledger, settleAtRest, type Totals, totalsOf } from './ledger.ts';

/** The intake queue, as SQS counts: approximately while messages move. */
export interface Level {
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
}

/** A ledger as it is stored; `version` 0 stands for none. */
export interface StoredLedger {
  readonly ledger: Ledger | undefined;
  readonly version: number;
}

export interface LookPorts {
  readonly readLedger: () => Promise<StoredLedger>;
  readonly readCounts: ReadCounts;
  readonly readLevel: () => Promise<Level>;
}

export interface AuditPorts extends LookPorts {
  /** @returns false if another one has replaced that version meanwhile */
  readonly replaceLedger: (ledger: Ledger, replaces: number) => Promise<boolean>;
}

/** The books at one moment. */
export interface Books {
  readonly totals: Totals;
  readonly level: Level;
  /** Accepted, and neither settled nor in the queue; negative where more was settled than accepted. */
  readonly residue: number;
  /** Nothing is on its way, and nothing was for so long that all counts have come in: the residue is exact. */
  readonly isAtRest: boolean;
  readonly ledger: Ledger;
  readonly sums: Sums;
  readonly version: number;
  /** All minutes before it are part of the totals. Milliseconds since 1970. */
  readonly until: number;
}

/** Counts come within minutes, and the queue's figures settle within one. Less than the alarm takes to fire. */
const restMinutes = 10;

/**
 * Adds up what was accepted and settled until the last full minute. Changes nothing.
 *
 * @returns only a ledger to be stored while a run after weeks of downtime has not caught up
 */
export async function lookAtBooks(
  { readLedger, readCounts, readLevel }: LookPorts,
  now: number,
): Promise<Books | Pick<Books, 'ledger' | 'version'>> {
  const { ledger: stored, version } = await readLedger();
  const start = stored ?? (await beginLedger(readCounts, waitingIn(await readLevel()), now));
  const counted = await countUp(readCounts, start, now);
  if (!('sums' in counted)) return { ledger: counted.ledger, version };
  const { ledger, sums, until, silentMinutes } = counted;
  const level = await readLevel();
  const isAtRest = waitingIn(level) === 0 && silentMinutes >= restMinutes;
  const totals = totalsOf(ledger, sums);
  const residue = totals.accepted - totals.settled - waitingIn(level);
  return { totals, level, residue, isAtRest, ledger, sums, version, until };
}

const mostTries = 3;

/**
 * One run of the audit. Two at once come to the same: the later one begins again.
 *
 * @returns `undefined` when there are no totals yet
 */
export async function audit(ports: AuditPorts, now: number): Promise<Books | undefined> {
  for (let left = mostTries; left > 0; left--) {
    const books = await lookAtBooks(ports, now);
    const isComplete = 'sums' in books;
    const ledger =
      isComplete && books.isAtRest ? settleAtRest(books.ledger, books.sums) : books.ledger;
    if (!(await ports.replaceLedger(ledger, books.version))) continue;
    if (!isComplete) return undefined;
    const totals = totalsOf(ledger, books.sums);
    const residue = totals.accepted - totals.settled - waitingIn(books.level);
    return { ...books, ledger, totals, residue, version: books.version + 1 };
  }
  return undefined;
}

export function waitingIn({ visible, inFlight, delayed }: Level): number {
  return visible + inFlight + delayed;
}
