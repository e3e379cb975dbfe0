import { noSums, type Sums } from '../../../service/audit/counted.ts';
import { newLedger, settleAtRest, totalsOf } from '../../../service/audit/ledger.ts';
import type { Cell } from './cell.ts';
import type { Depth } from './matrix-stack.ts';

const ledger = { ...newLedger(0, 0), isNew: false };

/** Accepted by the cell's own account, since half of the cells put their webhooks on the queue themselves. */
function sumsOf(cell: Cell): Sums {
  const tally = cell.since();
  return {
    ...noSums,
    accepted: [...cell.accepted.values()].reduce((sum, times) => sum + times, 0),
    processed: tally.WebhookProcessed,
    duplicate: tally.WebhookDuplicate,
    filtered: tally.WebhookFiltered,
    deadLettered: tally.WebhookDeadLettered,
    replayed: tally.WebhookReplayed,
    lastReceiveBegun: tally.LastReceiveBegun,
    lastReceiveEnded: tally.LastReceiveEnded,
    sendRepeated: tally.SendRepeated,
    requestFailed: cell.refusals,
    crashed: tally.crashes + tally.timeouts,
  };
}

/** The residue while webhooks are on their way, as the audit's figures would give it. */
export function driftOf(cell: Cell, { visible, notVisible, delayed }: Depth): number {
  const { accepted, settled } = totalsOf(ledger, sumsOf(cell));
  return accepted - settled - (visible + notVisible + delayed);
}

/** What the audit finds once all is at rest, and has settled what its doubts explain. */
export function residueOf(cell: Cell): number {
  const sums = sumsOf(cell);
  const { accepted, settled } = totalsOf(settleAtRest(ledger, sums), sums);
  return accepted - settled;
}
