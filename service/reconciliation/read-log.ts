import type { Book } from './book.ts';
import { type Decision, decide, isGivenUp, learn } from './decision.ts';
import type { LoggedAttempt, LogPage } from './delivery-log.ts';
import type { Findings } from './findings.ts';
import type { ReconcilePorts } from './ports.ts';
import type { Moment } from './state.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** Rows that arrive while pages are read come before the first one. The next run finds them within this time. */
const overlapMs = 60 * minuteMs;

/** From a request to the line or row that tells of it, and for clocks that differ. */
const lateMs = 3 * minuteMs;

/** The share of the time that is left to asking. */
const readingShare = 0.5;

/**
 * Reads the log from the last complete run on, and decides on what is missing here. A log that is too long for one run
 * is read on by the next one. Every decision is stored before the place up to which the log is read.
 *
 * @throws DeliveryLogError, RacedError
 */
export async function readLog(
  ports: ReconcilePorts,
  book: Book,
  findings: Findings,
): Promise<void> {
  const { log, usedTime, clock } = ports;
  const before = book.progress();
  const since = before.pass?.since ?? startOf(ports, before.complete);
  let upTo = before.pass?.upTo;
  for await (const page of log.list(since, before.pass?.resume)) {
    upTo ??= { theirs: page.now - youngMs(ports), ours: clock() - youngMs(ports) };
    await judgePage(ports, book, findings, { page, since });
    const { pass: _, ...progress } = book.progress();
    if (page.resume === undefined) {
      await book.advance({ ...progress, complete: upTo });
      return;
    }
    await book.advance({ ...progress, pass: { since, upTo, resume: page.resume } });
    if (usedTime() >= readingShare) return;
  }
}

function startOf({ log, clock }: ReconcilePorts, complete: Moment | undefined): number {
  const kept = clock() - log.retentionDays * dayMs;
  return complete === undefined ? kept : Math.max(kept, complete.theirs - overlapMs);
}

function youngMs({ log }: ReconcilePorts): number {
  return log.timeoutSeconds * 1000 + lateMs;
}

interface Judged {
  readonly page: LogPage;
  readonly since: number;
}

async function judgePage(
  ports: ReconcilePorts,
  book: Book,
  { rows, found, ended }: Findings,
  { page, since }: Judged,
): Promise<void> {
  const now = ports.clock();
  const aheadMs = page.now - now;
  const recent = page.attempts.filter(({ at }) => at >= since);
  const isDue = ({ id, at }: LoggedAttempt) =>
    at <= page.now - youngMs(ports) || isGivenUp(book.decisionOn(id));
  const old = recent.filter(isDue);
  const wanted = old.filter(({ type }) => ports.takes(type));
  const present = await ports.ours(
    wanted.map(({ id, at }) => ({ id, since: at - Math.max(0, aheadMs) - lateMs })),
  );
  const missing = oneOfEach(wanted.filter(({ id }) => !present.has(id)));
  rows.read += recent.length;
  rows.young += recent.length - old.length;
  rows.unwanted += old.length - wanted.length;
  rows.ours += wanted.filter(({ id }) => present.has(id)).length;
  const isEarlier = ({ outcome, at }: LoggedAttempt) =>
    outcome === 'delivered' && at - aheadMs < book.progress().begunAt;
  rows.earlier += missing.filter(isEarlier).length;
  const canAsk = ports.log.redeliver !== undefined;
  const decisions = missing.flatMap((attempt): Decision[] => {
    const known = book.decisionOn(attempt.id);
    if (known !== undefined) return [learn(known, attempt, now) ?? []].flat();
    return isEarlier(attempt) ? [] : [decide(attempt, now, canAsk)];
  });
  const back = cameBack(book, present);
  await Promise.all([...decisions, ...back].map((decision) => book.keep(decision)));
  found.push(...decisions);
  ended.push(...decisions.filter(({ end }) => end !== undefined), ...back);
}

/** Those that were given up, and that somebody has had sent again. */
function cameBack(book: Book, present: ReadonlySet<string>): readonly Decision[] {
  return [...present].flatMap((id): Decision[] => {
    const known = book.decisionOn(id);
    return isGivenUp(known) ? [{ ...known, end: 'arrived' }] : [];
  });
}

/** Of several attempts at one webhook the one that was delivered, else the first in the log, which is the newest. */
function oneOfEach(attempts: readonly LoggedAttempt[]): readonly LoggedAttempt[] {
  const chosen = new Map<string, LoggedAttempt>();
  for (const attempt of attempts) {
    const isBetter = attempt.outcome === 'delivered' || !chosen.has(attempt.id);
    if (isBetter) chosen.set(attempt.id, attempt);
  }
  return [...chosen.values()];
}
