import { type CountName, countNames, noSums, type Sums } from './counted.ts';
import { type Ledger, newLedger } from './ledger.ts';

/** One period of a metric that has data. `at`: when it began, in milliseconds since 1970. */
export interface Point {
  readonly at: number;
  readonly value: number;
}

export interface Range {
  /** Milliseconds since 1970; `to` is not part of it. */
  readonly from: number;
  readonly to: number;
  readonly periodSeconds: number;
}

export type ReadCounts = (range: Range) => Promise<Readonly<Record<CountName, readonly Point[]>>>;

export interface Counted {
  readonly ledger: Ledger;
  /** Of all minutes since the audit began. */
  readonly sums: Sums;
  /** Until then, in milliseconds since 1970. */
  readonly until: number;
  /** For so long before `until` nothing was accepted, sent again or ended. */
  readonly silentMinutes: number;
}

export const minuteMs = 60_000;
const fiveMinutesMs = 5 * minuteMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Counts come minutes late, hours at worst: later than this they are not seen. */
export const latestHours = 3;

/** How long CloudWatch keeps periods of a length, with an hour to spare, and how much is read at once. */
const periods = [
  { seconds: 60, keptMs: 15 * dayMs - hourMs, stepMs: dayMs },
  { seconds: 300, keptMs: 63 * dayMs - hourMs, stepMs: 5 * dayMs },
  { seconds: 3_600, keptMs: 455 * dayMs - hourMs, stepMs: 60 * dayMs },
] as const;

/** After weeks of downtime the rest is left to the next run. */
const mostSteps = 12;

const noCounts = Object.fromEntries(countNames.map((name) => [name, []])) as unknown as Awaited<
  ReturnType<ReadCounts>
>;

/** The minute that is over by now. */
function closedUntil(now: number): number {
  return Math.floor(now / minuteMs) * minuteMs - minuteMs;
}

/**
 * A ledger that begins now, with what waits in the queue. Later on it stands at full hours. It begins at a full five
 * minutes, because CloudWatch has nothing finer after 15 days; what came in them before now is taken off.
 */
export async function beginLedger(
  readCounts: ReadCounts,
  waiting: number,
  now: number,
): Promise<Ledger> {
  const to = closedUntil(now);
  const from = Math.floor(to / fiveMinutesMs) * fiveMinutesMs;
  const ledger = newLedger(from, waiting);
  if (from === to) return ledger;
  const before = add(noSums, await readCounts({ from, to, periodSeconds: 60 }), () => true);
  const sums = Object.fromEntries(countNames.map((name) => [name, -before[name]])) as Sums;
  return { ...ledger, sums };
}

/**
 * Adds to the ledger what can't change any more, and sums up all minutes until the last one that is over. Reads once,
 * but for a run after a downtime.
 *
 * @returns `undefined` while a run after weeks of downtime has not caught up: then only the ledger is new
 */
export async function countUp(
  readCounts: ReadCounts,
  start: Ledger,
  now: number,
): Promise<Counted | Pick<Counted, 'ledger'>> {
  const until = closedUntil(now);
  const final = Math.floor((until - latestHours * hourMs) / hourMs) * hourMs;
  let ledger = start;
  for (let step = 0; step < mostSteps; step++) {
    const { seconds, stepMs } = periodFor(ledger.countedUntil, now);
    const to = Math.min(until, ledger.countedUntil + stepMs);
    const range = { from: ledger.countedUntil, to, periodSeconds: seconds };
    // At the audit's very first run no minute is over yet, and CloudWatch refuses an empty range.
    const counts = range.from < to ? await readCounts(range) : noCounts;
    const sumsTo = (time: number) => add(ledger.sums, counts, ({ at }) => at < time);
    if (to >= until) {
      const closed = Math.max(ledger.countedUntil, Math.min(final, to));
      return {
        ledger: { ...ledger, countedUntil: closed, sums: sumsTo(closed) },
        sums: sumsTo(until),
        until,
        silentMinutes: silentMinutes(counts, ledger.countedUntil, until),
      };
    }
    const closed = Math.min(to, final);
    ledger = { ...ledger, countedUntil: closed, sums: sumsTo(closed) };
  }
  return { ledger };
}

function periodFor(from: number, now: number) {
  const [finest, , coarsest] = periods;
  if (now - from < finest.keptMs) return finest;
  return periods.find(({ keptMs }) => now - from < keptMs) ?? coarsest;
}

function add(
  sums: Sums,
  counts: Awaited<ReturnType<ReadCounts>>,
  isMeant: (point: Point) => boolean,
): Sums {
  return Object.fromEntries(
    countNames.map((name) => [
      name,
      counts[name].filter(isMeant).reduce((sum, { value }) => sum + value, sums[name]),
    ]),
  ) as Sums;
}

function silentMinutes(
  counts: Awaited<ReturnType<ReadCounts>>,
  from: number,
  until: number,
): number {
  const last = countNames
    .flatMap((name) => counts[name])
    .filter(({ value }) => value > 0)
    .reduce((latest, { at }) => Math.max(latest, at + minuteMs), from);
  return Math.max(0, until - last) / minuteMs;
}
