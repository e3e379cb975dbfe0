import { DeliveryLogError } from '../errors.ts';
import { askAgain } from './ask-again.ts';
import { type Book, openBook } from './book.ts';
import { type Findings, noFindings } from './findings.ts';
import type { ReconcilePorts } from './ports.ts';
import { readLog } from './read-log.ts';
import { settleOpen } from './settle-open.ts';

/**
 * One run at one source: settle what was asked for → read the sender's log → ask for what is missing → report. May be
 * killed at any point: whatever was decided is stored before it is acted on, and the rest is found again.
 *
 * @throws RacedError; and what a port throws, but for the sender's failures, which are findings
 */
export async function reconcile(ports: ReconcilePorts): Promise<void> {
  const { log, state, clock } = ports;
  const book = await openBook(state, log.retentionDays, clock);
  const findings = noFindings();
  findings.ended.push(...book.untold());
  await settleOpen(ports, book, findings);
  const { silentUntil = 0 } = book.progress();
  if (silentUntil > clock()) findings.silentUntil = silentUntil;
  else {
    await atSender(book, findings, ports, async () => {
      await readLog(ports, book, findings);
      if (!ports.isDryRun) await askAgain(ports, book, findings);
    });
  }
  findings.lagMs = lagOf(book, clock());
  ports.report(findings);
  await Promise.all(book.untold().map((decision) => book.keep({ ...decision, isTold: true })));
}

/** What the sender does wrong is a finding, and the next run goes on from where this one came to. */
async function atSender(
  book: Book,
  findings: Findings,
  { clock }: ReconcilePorts,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof DeliveryLogError)) throw error;
    findings.failure = error;
    const { pass, ...progress } = book.progress();
    const { reason, retryAfterSeconds = 0 } = error;
    if (reason === 'throttled') {
      await book.advance({ ...book.progress(), silentUntil: clock() + retryAfterSeconds * 1000 });
    } else if (reason === 'place-lost' && pass !== undefined) {
      await book.advance(progress);
    } else if (progress.complete === undefined) {
      // So that the lag counts from the first run on.
      await book.advance(book.progress());
    }
  }
}

function lagOf(book: Book, now: number): number {
  const { begunAt, complete } = book.progress();
  const waiting = book
    .open()
    .filter(({ kind, asks, waitsUntil }) => kind === 'missed' && asks === 0 && waitsUntil <= now)
    .map(({ foundAt }) => foundAt);
  return Math.round(now - Math.min(complete?.ours ?? begunAt, ...waiting));
}
