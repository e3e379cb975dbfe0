import type { DeliveryRecord } from '../deliveries/delivery-records.ts';
import { errorTextOf, reasonsOf } from '../logs/line-fields.ts';
import type { LogRecord } from '../logs/log-record.ts';
import { orAborted } from '../or-aborted.ts';
import type { Prediction } from './predict-routes.ts';
import type { Witness } from './witness.ts';

/** What became of one webhook. */
export interface Became {
  /**
   * `delivered`: to all that it goes to. `retried`: some have it not yet. `unknown`: nothing was to be seen of it
   * within the time.
   */
  readonly end: 'delivered' | 'filtered' | 'duplicate' | 'dead-lettered' | 'retried' | 'unknown';
  readonly deliveries: readonly Delivery[];
  /** Why each route did not take it. */
  readonly reasons?: readonly { readonly route: string; readonly why: string }[];
  /** Whether the reasons come from this checkout's configuration, since the stage said nothing. */
  readonly isPredicted?: boolean;
  /** Of what failed last. */
  readonly error?: string;
  /** Until the next attempt, counted from when the last one failed. */
  readonly nextInSeconds?: number;
  /** Of the dead letter. */
  readonly reason?: string;
}

export interface Delivery {
  readonly destination: string;
  readonly state: DeliveryRecord['state'] | 'waiting';
  /** The first route, by the configuration, that sends it there. */
  readonly route?: string | undefined;
  /** From sending it to its end there. */
  readonly seconds?: number | undefined;
  /** Failed ones. */
  readonly attempts?: number | undefined;
  readonly lastError?: string | undefined;
  readonly reason?: string | undefined;
}

export interface Waiting {
  readonly sentAt: number;
  /** Destinations that had it before it was sent. */
  readonly before: ReadonlySet<string>;
  readonly prediction: Prediction;
  readonly pauseMs: number;
  readonly waitMs: number;
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
  readonly signal: AbortSignal;
  readonly onProgress: (seconds: number) => void;
}

/** Looks until the webhook has an end, at most as long as is waited for. */
export async function whatBecame(witness: Witness, waiting: Waiting): Promise<Became> {
  const { sentAt, waitMs, pauseMs, now, sleep, signal, onProgress } = waiting;
  let endedAt: number | undefined;
  for (;;) {
    const became = await look(witness, waiting);
    const isOver = signal.aborted || now() - sentAt >= waitMs;
    if (became.end !== 'unknown' && became.end !== 'retried') endedAt ??= now();
    if (isOver || (endedAt !== undefined && isTold(became, now() - endedAt))) return became;
    onProgress(Math.round((now() - sentAt) / 1000));
    await orAborted(sleep(pauseMs), signal);
  }
}

/** Where the table says all of it, the log is not asked: its readers are throttled early. */
async function look(witness: Witness, waiting: Waiting): Promise<Became> {
  const became = judge(await witness.readRecords(), [], waiting);
  if (became.end === 'delivered') return became;
  const lines = await witness.readLines();
  // What the log tells the table has known before, so it is asked after the log.
  return judge(await witness.readRecords(), lines, waiting);
}

const whyWaitMs = 3_000;

/** Why it is a dead letter is in the log alone, which may lag behind the table. */
function isTold({ end, error }: Became, sinceMs: number): boolean {
  return end !== 'dead-lettered' || error !== undefined || sinceMs >= whyWaitMs;
}

function judge(
  records: readonly DeliveryRecord[],
  lines: readonly LogRecord[],
  waiting: Waiting,
): Became {
  const deliveries = deliveriesOf(records, waiting);
  const said = saidIn(lines, ({ message }) => Object.hasOwn(ends, message));
  if (said?.end === 'filtered') return { ...said, deliveries: [] };
  if (said?.end === 'duplicate' || isAllBefore(deliveries, waiting.before)) {
    return { end: 'duplicate', deliveries };
  }
  const settled = said?.end === 'delivered' ? deliveries.filter(isSettled) : deliveries;
  if (said?.end === 'delivered' || (settled.length > 0 && settled.every(isSettled))) {
    const isDead = settled.some(({ state }) => state === 'dead-lettered');
    return isDead
      ? { ...deadIn(lines), end: 'dead-lettered', deliveries: settled }
      : { end: 'delivered', deliveries: settled };
  }
  return unsettled(deliveries, said, waiting.prediction);
}

function saidIn(lines: readonly LogRecord[], isMeant: (line: LogRecord) => boolean): Said {
  const line = lines.findLast(isMeant);
  return line && ends[line.message]?.(line.fields);
}

/** Of a delivery that failed for good the log has one line with its error, and then one of the whole webhook. */
function deadIn(lines: readonly LogRecord[]): Said {
  const isDead = ({ message }: LogRecord) => ends[message] === deadLettered;
  return saidIn(lines, (line) => isDead(line) && 'error' in line.fields) ?? saidIn(lines, isDead);
}

type Said = Omit<Became, 'deliveries'> | undefined;

function isAllBefore(deliveries: readonly Delivery[], before: ReadonlySet<string>): boolean {
  return deliveries.length > 0 && deliveries.every(({ destination }) => before.has(destination));
}

const isSettled = ({ state }: Delivery) => state === 'delivered' || state === 'dead-lettered';

function unsettled(deliveries: readonly Delivery[], said: Said, { reasons }: Prediction): Became {
  if (said !== undefined) return { ...said, deliveries };
  if (deliveries.some(({ state }) => state === 'failed')) return { end: 'retried', deliveries };
  if (reasons.length === 0 || deliveries.length > 0) return { end: 'unknown', deliveries };
  return { end: 'unknown', deliveries, reasons, isPredicted: true };
}

function deliveriesOf(
  records: readonly DeliveryRecord[],
  { prediction, ...waiting }: Waiting,
): readonly Delivery[] {
  const found = new Map(records.map((record) => [record.destination, record]));
  const names = new Set([...prediction.routes.keys(), ...found.keys()]);
  return [...names].map((destination) => ({
    destination,
    route: prediction.routes.get(destination),
    ...stateOf(found.get(destination), waiting),
  }));
}

function stateOf(
  record: DeliveryRecord | undefined,
  { sentAt, before }: Pick<Waiting, 'sentAt' | 'before'>,
): Omit<Delivery, 'destination'> {
  if (record === undefined) return { state: 'waiting' };
  const { destination, state, attempts, lastError, reason, settledAt } = record;
  const seconds =
    settledAt === undefined || before.has(destination)
      ? undefined
      : secondsBetween(sentAt, settledAt);
  return { state, seconds, attempts, lastError, reason };
}

/** The clocks may differ: nothing is delivered before it was sent. */
function secondsBetween(sentAt: number, settledAt: string): number {
  return Math.max(0, (Date.parse(settledAt) - sentAt) / 1000);
}

type Fields = LogRecord['fields'];

/** By the messages of processing's log lines. */
const ends: Readonly<Record<string, (fields: Fields) => Omit<Became, 'deliveries'>>> = {
  'webhook processed': () => ({ end: 'delivered' }),
  'webhook duplicate': () => ({ end: 'duplicate' }),
  'webhook filtered': (fields) => ({ end: 'filtered', reasons: reasonsOf(fields) }),
  'webhook dead-lettered': deadLettered,
  'delivery dead-lettered': deadLettered,
  'webhook failed, to be tried again': retried,
  'webhook failed, put back': retried,
  'webhook parked, to be tried later': retried,
};

function deadLettered(fields: Fields): Omit<Became, 'deliveries'> {
  const { reason } = fields;
  return {
    end: 'dead-lettered',
    ...(typeof reason === 'string' ? { reason } : {}),
    ...errorIn(fields),
  };
}

function retried(fields: Fields): Omit<Became, 'deliveries'> {
  const { inSeconds } = fields;
  return {
    end: 'retried',
    ...errorIn(fields),
    ...(typeof inSeconds === 'number' ? { nextInSeconds: inSeconds } : {}),
  };
}

function errorIn(fields: Fields): { readonly error?: string } {
  const error = errorTextOf(fields);
  return error === undefined ? {} : { error };
}
