import type { Book } from './book.ts';
import { type Decision, endOfWait } from './decision.ts';
import type { Findings } from './findings.ts';
import type { ReconcilePorts, Wanted } from './ports.ts';

const dayMs = 86_400_000;
/** Lines and rows may be as much before or after the moment when something was found to be missing. */
const marginMs = 15 * 60_000;

/**
 * Ends what has come meanwhile, and what has not come in its time.
 *
 * @throws RacedError
 */
export async function settleOpen(
  ports: ReconcilePorts,
  book: Book,
  { ended }: Findings,
): Promise<void> {
  const open = book.open();
  if (open.length === 0) return;
  const present = await ports.ours(open.map(toWanted));
  const now = ports.clock();
  const canAsk = ports.log.redeliver !== undefined;
  const ends = open.flatMap((decision): Decision[] => {
    if (present.has(decision.id)) return [{ ...decision, end: 'arrived' }];
    if (decision.waitsUntil > now) return [];
    const isKept = decision.at > now - ports.log.retentionDays * dayMs;
    const end = endOfWait(decision, { canAsk, isKept });
    return end === undefined ? [] : [{ ...decision, end }];
  });
  await Promise.all(ends.map((decision) => book.keep(decision)));
  ended.push(...ends);
}

/** What was missing when it was found can only have come later. Of what was delivered, the line may have been late. */
function toWanted({ id, kind, at, foundAt }: Decision): Wanted {
  return { id, since: (kind === 'absent' ? Math.min(at, foundAt) : foundAt) - marginMs };
}
