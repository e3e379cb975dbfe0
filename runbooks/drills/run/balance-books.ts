import { type AuditReport, readAudit } from '../../../client/audit/read-audit.ts';
import { DrillFailure, type DrillRun } from './drill-run.ts';
import { waitFor } from './pause.ts';
import { untilQuiet } from './until-quiet.ts';

export type DrillBooks = Pick<
  AuditReport,
  'accepted' | 'settled' | 'residue' | 'queue' | 'writeOffs'
>;

/** The audit is exact ten minutes after the last webhook, and runs every five. */
const restSeconds = 900;
const longestSeconds = 2_400;
const settlingMs = 600_000;

/** Waits for the audit's exact figures. @throws DrillFailure where webhooks are missing, or there are too many */
export async function balanceBooks(run: DrillRun): Promise<DrillBooks> {
  const { on, signal } = run;
  await untilQuiet(run);
  if (on.jump !== undefined) {
    await on.jump(restSeconds, signal);
    run.jumped(restSeconds);
  }
  let last: AuditReport | undefined;
  let restsSince: number | undefined;
  const look = async () => {
    // Until its first run there are no books.
    last = await readAudit(on.clients, on.stage.name, on.now()).catch(() => undefined);
    if (!last?.isAtRest) return undefined;
    restsSince ??= on.now();
    // What a function counted twice as it died is settled by the next run.
    return last.residue === 0 || on.now() - restsSince > settlingMs ? last : undefined;
  };
  const books = (await waitFor(on, look, { seconds: longestSeconds, signal })) ?? last;
  if (books === undefined) throw new DrillFailure('The audit has no books.');
  if (books.residue === 0) return books;
  throw new DrillFailure(
    `${books.residue} webhooks are not accounted for: ${books.accepted} accepted, ${books.settled} settled, ${books.queue.total} on their way.`,
  );
}
