import { DeliveryLogError } from '../errors.ts';
import type { Book } from './book.ts';
import { askedAt, type Decision, mostAsks } from './decision.ts';
import type { DeliveryLog } from './delivery-log.ts';
import type { Findings, WhyLeft } from './findings.ts';
import type { ReconcilePorts } from './ports.ts';

/** A minute in all. */
const probePausesMs = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000];

/** After so many the stage is looked at again. */
const askedAtOnce = 30;

type Redeliver = NonNullable<DeliveryLog['redeliver']>;

/**
 * Asks for what is missing. A sender that sends it all again would add to an outage: while webhooks are refused here
 * nothing is asked for, then only one, and when that one has come the others, slowly.
 *
 * @throws DeliveryLogError where the sender refuses us, RacedError
 */
export async function askAgain(
  ports: ReconcilePorts,
  book: Book,
  findings: Findings,
): Promise<void> {
  const { redeliver } = ports.log;
  const due = dueOf(book, ports.clock());
  if (redeliver === undefined || due.length === 0) return;
  const asking = { ports, book, findings, redeliver: redeliver.bind(ports.log), isProven: false };
  const why = await askAll(asking, due);
  const left = due.filter(({ id, asks }) => book.decisionOn(id)?.asks === asks);
  if (why !== undefined && left.length > 0) findings.left = { why, count: left.length };
}

/**
 * The first is the probe: the newest of those that were asked for least. Then those that are gone first. One that was asked
 * for often enough is left to the next run, which ends it: its wait may have been over only while the log was read.
 */
function dueOf(book: Book, now: number): readonly Decision[] {
  const due = book
    .open()
    .filter(
      ({ kind, asks, waitsUntil }) => kind === 'missed' && asks < mostAsks && waitsUntil <= now,
    )
    .toSorted((a, b) => a.asks - b.asks || b.at - a.at);
  const [probe, ...rest] = due;
  return probe === undefined ? [] : [probe, ...rest.toSorted((a, b) => a.at - b.at)];
}

interface Asking {
  readonly ports: ReconcilePorts;
  readonly book: Book;
  readonly findings: Findings;
  readonly redeliver: Redeliver;
  /** One that was asked for has come. */
  isProven: boolean;
}

/** @returns why some are left; `undefined` if all were asked for */
async function askAll(asking: Asking, due: readonly Decision[]): Promise<WhyLeft | undefined> {
  for (const [index, decision] of due.entries()) {
    const asked = (await whyStop(asking.ports, index)) ?? (await ask(asking, decision));
    if (typeof asked === 'string') return asked;
    const isLast = index === due.length - 1;
    if (!isLast && asked.isRequested && !(await isProven(asking, decision)))
      return 'probe-not-seen';
    if (!isLast) await asking.ports.sleep(1000 / asking.ports.redeliveriesPerSecond);
  }
  return undefined;
}

async function isProven(asking: Asking, decision: Decision): Promise<boolean> {
  asking.isProven ||= await hasCome(asking.ports, decision);
  return asking.isProven;
}

async function whyStop(
  { isWell, usedTime }: ReconcilePorts,
  index: number,
): Promise<WhyLeft | undefined> {
  if (usedTime() >= 1) return 'time-is-up';
  return index % askedAtOnce === 0 && !(await isWell()) ? 'unwell' : undefined;
}

/** `isRequested`: the sender will repeat it. */
type Asked = { readonly isRequested: boolean } | 'sender-throttles';

/** The ask is stored before it is made: a run that is killed in between has asked once too little, never twice. */
async function ask(asking: Asking, decision: Decision): Promise<Asked> {
  const { ports, book, findings, redeliver } = asking;
  const now = ports.clock();
  await book.keep(askedAt(decision, now));
  const takeBack = (seconds: number) =>
    book.keep({ ...decision, waitsUntil: now + seconds * 1000 });
  try {
    const answer = await redeliver(decision);
    if (typeof answer === 'object') {
      await takeBack(answer.retryAfterSeconds);
      await silence(book, now + answer.retryAfterSeconds * 1000);
      return 'sender-throttles';
    }
    const isRequested = answer === 'requested';
    if (isRequested) findings.asked.push(decision);
    return { isRequested };
  } catch (error) {
    // Where the sender is only out of reach, it may have heard us.
    if (error instanceof DeliveryLogError && error.reason !== 'unavailable') await takeBack(0);
    throw error;
  }
}

async function silence(book: Book, silentUntil: number): Promise<void> {
  await book.advance({ ...book.progress(), silentUntil });
}

async function hasCome(ports: ReconcilePorts, { id }: Decision): Promise<boolean> {
  const since = ports.clock() - 60_000;
  for (const pauseMs of probePausesMs) {
    await ports.sleep(pauseMs);
    if ((await ports.ours([{ id, since }])).has(id)) return true;
    if (ports.usedTime() >= 1) return false;
  }
  return false;
}
