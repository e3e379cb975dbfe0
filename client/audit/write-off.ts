import { type WriteOff, writeOff } from '../../service/audit/ledger.ts';
import type { Change } from '../change.ts';
import { CommandError, wrongUsage } from '../command-error.ts';
import { type BookClients, openBooks, readBooks } from './open-books.ts';

export interface WriteOffOrder {
  readonly by: string;
  readonly reason: string;
  /** How many; absent: the whole residue. */
  readonly count?: number | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly confirm: (change: Change) => Promise<void>;
}

const mostCharacters = 500;

/**
 * Closes the case of a residue that somebody looked into: the totals count it as settled, or as accepted where it is
 * negative. The alarm is over three runs later at most.
 *
 * @throws CommandError where there is nothing to write off, the residue is not exact yet, or a run of the audit came
 *   in between
 */
export async function writeOffResidue(
  clients: BookClients,
  stage: string,
  { by, reason, count, now, confirm }: WriteOffOrder,
): Promise<WriteOff> {
  requireReason(reason);
  const ports = await openBooks(clients, stage);
  const { ledger, sums, version, residue: found, isAtRest } = await readBooks(ports, stage, now);
  const residue = count ?? found;
  if (residue === 0) {
    throw new CommandError('There is no residue to write off.', 'Nothing was changed.');
  }
  if (count === undefined && !isAtRest) {
    throw new CommandError(
      `Webhooks are on their way, so that the residue of ${found} is not exact.`,
      'Wait until 10 minutes have passed without one, or say how many are to be written off: --count <n>. Nothing was changed.',
    );
  }
  await confirm({ what: `Write off a residue of ${residue}: ${reason}` });
  const entry = { at: new Date(now).toISOString(), by, reason, residue };
  if (await ports.replaceLedger(writeOff(ledger, sums, entry), version)) return entry;
  throw new CommandError(
    'The audit ran at the same moment, and came first.',
    'Nothing was changed. Try again.',
  );
}

function requireReason(reason: string): void {
  const { length } = reason.trim();
  if (length > 0 && length <= mostCharacters) return;
  throw wrongUsage(
    `A reason has 1 to ${mostCharacters} characters, and this one has ${length}.`,
    'Say what became of the webhooks: --reason "…"',
  );
}
