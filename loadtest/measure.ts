import type { LedgerEntry } from './ledger.ts';
import { planArrivals, sustainedPhase } from './phases.ts';
import type { RunRecord } from './run-record.ts';
import { type Percentiles, percentilesOf } from './statistics.ts';

type Answered = Extract<LedgerEntry, { kind: 'answered' }>;
type Sent = Extract<LedgerEntry, { kind: 'sent' }>;

interface Latency {
  /** Milliseconds from the end of the upload to the first byte of the answer. */
  readonly firstByte: Percentiles | undefined;
  /** Milliseconds from the start of the request to the end of the answer. */
  readonly total: Percentiles | undefined;
}

export interface Measurements {
  /** Milliseconds since 1970: when the spike's first phase began. */
  readonly startedAt: number;
  readonly latency: { readonly sustained: Latency; readonly overall: Latency };
  /** Milliseconds from ingestion's `receivedAt` to the arrival. */
  readonly endToEnd: Percentiles | undefined;
  /** The share of the arrived webhooks that arrived within 30 seconds. */
  readonly freshShare: number;
  readonly rate: {
    readonly planned: number;
    readonly achieved: number;
    /** The share of the sustained phase's planned webhooks that was sent in time. */
    readonly sustainedShare: number;
    /** Webhooks per second of the sustained phase that got a 2xx, on average. */
    readonly sustainedPerSecond: number;
  };
  /** The busiest worker's mean share of one core over the sustained phase. */
  readonly generatorCpuShare: number;
  readonly backlogPeak: number;
  /** From the end of the sustained phase to the last arrival of a webhook sent until then. */
  readonly drainSeconds: number;
}

const freshnessTargetMs = 30_000;
/** A timer may be this late. A generator that can't keep up falls further and further behind. */
const timerSlackMs = 250;

/** Artillery waits before each webhook of a second, the first one too. */
function startOf({ phases }: RunRecord, sent: readonly Sent[]): number {
  const first = sent.reduce((earliest, { at }) => Math.min(earliest, at), Infinity);
  return first - 1000 / (phases[0]?.arrivalRate ?? 1);
}

/** The window of the sustained phase, in milliseconds since 1970: after the first time, until the second. */
function sustainedWindow({ phases }: Pick<RunRecord, 'phases'>, startedAt: number) {
  const index = phases.findIndex(({ name }) => name === sustainedPhase);
  const before = phases.slice(0, index).reduce((seconds, { duration }) => seconds + duration, 0);
  const from = startedAt + before * 1000;
  return { from, to: from + (phases[index]?.duration ?? 0) * 1000 };
}

/** Figures of the spike. The examples sent before it only warm up the functions, and are left out. */
export function measure(record: RunRecord): Measurements {
  const sent = record.spike.filter((entry): entry is Sent => entry.kind === 'sent');
  const accepted = record.spike.filter(
    (entry): entry is Answered =>
      entry.kind === 'answered' && entry.status >= 200 && entry.status < 300,
  );
  const startedAt = startOf(record, sent);
  const { from, to } = sustainedWindow(record, startedAt);
  const sentAt = new Map(sent.map(({ id, at }) => [id, at]));
  const isIn = (at = 0) => at > from && at <= to;
  const sustained = accepted.filter(({ id }) => isIn(sentAt.get(id)));

  const own = record.arrivals.filter(({ deliveryId }) => sentAt.has(deliveryId));
  const endToEnd = own.map(({ receivedAt, arrivedAt }) => arrivedAt - receivedAt);
  const fresh = endToEnd.filter((milliseconds) => milliseconds <= freshnessTargetMs);
  return {
    startedAt,
    latency: { sustained: latencyOf(sustained), overall: latencyOf(accepted) },
    endToEnd: percentilesOf(endToEnd),
    freshShare: endToEnd.length === 0 ? 0 : fresh.length / endToEnd.length,
    rate: {
      planned: planArrivals(record.phases).reduce((total, count) => total + count, 0),
      achieved: sent.length,
      sustainedShare: sentInTime(record, sent, { from, to }),
      sustainedPerSecond: (accepted.filter(({ at }) => isIn(at)).length * 1000) / (to - from),
    },
    generatorCpuShare: busiestWorker(record.spike, isIn),
    backlogPeak: peakOf(record.backlog.filter(({ at }) => at >= startedAt)),
    drainSeconds: drainSeconds(
      own.filter(({ deliveryId }) => (sentAt.get(deliveryId) ?? Infinity) <= to),
      to,
    ),
  };
}

/** Artillery sends everything in the end, so only lateness shows that it couldn't keep up. */
function sentInTime(
  { phases }: RunRecord,
  sent: readonly Sent[],
  { from, to }: { readonly from: number; readonly to: number },
): number {
  const planned = planArrivals(phases.filter(({ name }) => name === sustainedPhase));
  const inTime = sent.filter(({ at }) => at > from && at <= to + timerSlackMs);
  return inTime.length / planned.reduce((total, count) => total + count, 0);
}

function latencyOf(answers: readonly Answered[]): Latency {
  return {
    firstByte: percentilesOf(answers.map(({ firstByteMs }) => firstByteMs)),
    total: percentilesOf(answers.map(({ totalMs }) => totalMs)),
  };
}

function peakOf(backlog: RunRecord['backlog']): number {
  return backlog.reduce((peak, { waiting, inFlight }) => Math.max(peak, waiting + inFlight), 0);
}

function busiestWorker(ledger: readonly LedgerEntry[], isIn: (at: number) => boolean): number {
  const loads = ledger.filter((entry) => entry.kind === 'load' && isIn(entry.at));
  const byWorker = Map.groupBy(loads, (entry) => (entry.kind === 'load' ? entry.worker : -1));
  const means = [...byWorker.values()].map((entries) => {
    const shares = entries.map((entry) => (entry.kind === 'load' ? entry.cpuShare : 0));
    return shares.reduce((total, share) => total + share, 0) / shares.length;
  });
  return Math.max(0, ...means);
}

function drainSeconds(arrivals: readonly { readonly arrivedAt: number }[], end: number): number {
  const last = arrivals.reduce((latest, { arrivedAt }) => Math.max(latest, arrivedAt), 0);
  return Math.max(0, last - end) / 1000;
}
