import { type Level, waitingIn } from '../../service/audit/audit.ts';
import type { Sums } from '../../service/audit/counted.ts';
import type { WriteOff } from '../../service/audit/ledger.ts';
import { type BookClients, openBooks, readBooks } from './open-books.ts';

export interface AuditReport {
  readonly stage: string;
  /** All minutes before it are part of the totals. ISO 8601. */
  readonly until: string;
  readonly accepted: number;
  readonly settled: number;
  /** Their sum is `settled`. */
  readonly settledAs: SettledAs;
  /** How far the settled may exceed the accepted without a fault. */
  readonly uncertain: number;
  readonly queue: Level & { readonly total: number };
  /** Accepted, and neither settled nor in the queue; negative where more was settled than accepted. */
  readonly residue: number;
  /** What came and went in the last five minutes: so much may seem to be missing. */
  readonly band: number;
  /** The residue is exact. */
  readonly isAtRest: boolean;
  readonly verdict: 'balanced' | 'missing' | 'excess';
  readonly writeOffs: readonly WriteOff[];
}

export interface SettledAs {
  readonly processed: number;
  readonly duplicate: number;
  readonly filtered: number;
  readonly deadLettered: number;
  /** Moved to the dead letters by SQS, written off, or found by comparing with an empty queue. */
  readonly otherwise: number;
}

const periodMs = 5 * 60_000;

/** Adds up as the audit does, up to now. Changes nothing. @throws CommandError where there is no ledger yet */
export async function readAudit(
  clients: BookClients,
  stage: string,
  now: number,
): Promise<AuditReport> {
  const ports = await openBooks(clients, stage);
  const books = await readBooks(ports, stage, now);
  const { totals, residue, level, isAtRest, ledger, sums } = books;
  const before = isAtRest ? books : await readBooks(ports, stage, now - periodMs);
  const band =
    Math.abs(totals.accepted - before.totals.accepted) +
    Math.abs(totals.settled - before.totals.settled);
  return {
    ...{ stage, until: new Date(books.until).toISOString(), ...totals },
    settledAs: settledAs(totals.settled, sums),
    queue: { ...level, total: waitingIn(level) },
    ...{ residue, band, isAtRest },
    verdict: verdictOf(residue, band, totals.uncertain),
    writeOffs: ledger.writeOffs,
  };
}

function settledAs(
  settled: number,
  { processed, duplicate, filtered, deadLettered }: Sums,
): SettledAs {
  const ended = processed + duplicate + filtered + deadLettered;
  return { processed, duplicate, filtered, deadLettered, otherwise: settled - ended };
}

/** As the alarm judges. */
function verdictOf(residue: number, band: number, uncertain: number): AuditReport['verdict'] {
  if (Math.abs(residue) <= band) return 'balanced';
  if (residue > 0) return 'missing';
  return residue + uncertain < 0 ? 'excess' : 'balanced';
}
