import { noSums, type Sums } from './counted.ts';

/** What the audit remembers. All times are milliseconds since 1970. */
export interface Ledger {
  /** The sums of all minutes since the audit began and before this one; those after it may still change. */
  readonly countedUntil: number;
  readonly sums: Sums;
  /** What waited in the queue when the audit began. */
  readonly waitedAtStart: number;
  /** Since then no figure was compared with an empty queue: the start itself is not exact. */
  readonly isNew: boolean;
  /** What was added to a total since it was found to lack it. Never falls. */
  readonly added: { readonly accepted: number; readonly settled: number };
  /** Of `doubtsOf` and of `resent`, how much is cleared up. */
  readonly cleared: { readonly doubts: number; readonly resent: number };
  /** The latest ones, the newest first. */
  readonly writeOffs: readonly WriteOff[];
}

/** Somebody looked into a residue, and closed the case. */
export interface WriteOff {
  /** ISO 8601 */
  readonly at: string;
  readonly by: string;
  readonly reason: string;
  /** Negative where more was settled than accepted. */
  readonly residue: number;
}

export interface Totals {
  readonly accepted: number;
  readonly settled: number;
  /** How far the settled may exceed the accepted without a fault of the counting. */
  readonly uncertain: number;
}

export function newLedger(countedUntil: number, waiting: number): Ledger {
  return {
    ...{ countedUntil, sums: noSums, waitedAtStart: waiting, isNew: true },
    added: { accepted: 0, settled: 0 },
    cleared: { doubts: 0, resent: 0 },
    writeOffs: [],
  };
}

/** @param sums of all minutes since the audit began */
export function totalsOf({ waitedAtStart, added, cleared }: Ledger, sums: Sums): Totals {
  const { accepted, processed, duplicate, filtered, deadLettered } = sums;
  const ended = processed + duplicate + filtered + deadLettered;
  return {
    accepted: waitedAtStart + accepted + sentAgain(sums, cleared.resent) + added.accepted,
    settled: ended + movedBySqs(sums) + added.settled,
    uncertain: doubtsOf(sums) - cleared.doubts + Math.max(0, movedBySqs(sums) - added.accepted),
  };
}

/**
 * A webhook that is sent again counts as accepted from then on, as `npx spillway` says; where something else sent it,
 * such as the console, from its end on.
 */
function sentAgain({ resent, replayed }: Sums, cleared: number): number {
  return Math.max(resent - cleared, replayed);
}

/** Messages whose last receive ended in nothing: SQS moves them to the dead-letter queue. */
function movedBySqs({ lastReceiveBegun, lastReceiveEnded }: Sums): number {
  return Math.max(0, lastReceiveBegun - lastReceiveEnded);
}

/** As `infra/settings-schema.ts` allows at most. */
const largestBatch = 10;

/**
 * How many webhooks may have ended without having been counted as accepted, or twice. SQS may hold what a sender was
 * told to send again, and a second copy of what it was asked to store again. A function that is killed after it has
 * counted its batch counts it again.
 */
function doubtsOf({ requestFailed, sendRepeated, crashed }: Sums): number {
  return requestFailed + sendRepeated + largestBatch * crashed;
}

/**
 * Compares the totals while nothing is on its way. Then the residue is exact: what the doubts explain is settled, and
 * they are cleared up. A residue that they don't explain stays, for a person to look into.
 */
export function settleAtRest(ledger: Ledger, sums: Sums): Ledger {
  const { accepted, settled, uncertain } = totalsOf(ledger, sums);
  const residue = accepted - settled;
  const isExplained = ledger.isNew || (residue <= 0 && residue >= -uncertain);
  return isExplained ? { ...close(ledger, sums, residue), isNew: false } : ledger;
}

const keptWriteOffs = 50;

/** Closes the case of a residue: it is 0 from now on. */
export function writeOff(ledger: Ledger, sums: Sums, entry: WriteOff): Ledger {
  return {
    ...close(ledger, sums, entry.residue),
    writeOffs: [entry, ...ledger.writeOffs].slice(0, keptWriteOffs),
  };
}

function close(ledger: Ledger, sums: Sums, residue: number): Ledger {
  const before = totalsOf(ledger, sums).accepted;
  const cleared = { doubts: doubtsOf(sums), resent: sums.resent - sums.replayed };
  const { added } = ledger;
  const next = { ...ledger, cleared, added };
  // What was thought to be under way again, and is not, must not be missing from the total.
  const lost = before - totalsOf(next, sums).accepted;
  return {
    ...next,
    added: {
      accepted: added.accepted + lost + Math.max(0, -residue),
      settled: added.settled + Math.max(0, residue),
    },
  };
}
