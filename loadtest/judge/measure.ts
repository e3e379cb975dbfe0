import { slo } from '../../dashboards/slo.ts';
import { planArrivals, sustainedPhaseOf } from '../plan/phases.ts';
import type { RunRecord } from '../run-record.ts';
import { isAccepted, type Request, requestsOf } from '../samples/requests.ts';
import type { Sample } from '../samples/sample.ts';
import { phaseWindow } from './phase-window.ts';
import { type Percentiles, percentilesOf } from './statistics.ts';

interface Latency {
  /** Milliseconds from when the request was due to the first byte of its answer; of those that got one. */
  readonly firstByte: Percentiles | undefined;
  /** Milliseconds from when the request was due to the end of its answer; unanswered ones count as long as was waited. */
  readonly total: Percentiles | undefined;
}

export interface Measurements {
  /** Milliseconds since 1970: when the first webhook was due; where none was sent, when the run was planned. */
  readonly startedAt: number;
  readonly latency: {
    readonly sustained: Latency;
    readonly overall: Latency;
    /** Of the sustained phase, those whose signature is right: from due to the end of the answer. */
    readonly valid: Percentiles | undefined;
  };
  /**
   * Of the calm phase, which the sustained one is held against: from sending to the end of the answer. A sender that stalls
   * while it is calm must not make slow answers look usual.
   */
  readonly baseline: Percentiles | undefined;
  /** Milliseconds by which requests of the sustained phase left later than they were due. */
  readonly lateness: Percentiles | undefined;
  /** Milliseconds from ingestion's `receivedAt` to the arrival. */
  readonly endToEnd: Percentiles | undefined;
  /** The share of the arrived webhooks that arrived as soon as `slo` promises. */
  readonly freshShare: number;
  readonly rate: {
    readonly planned: number;
    readonly achieved: number;
    /** Webhooks per second of the sustained phase that got a 2xx, on average. */
    readonly sustainedPerSecond: number;
  };
  /** The busiest worker's mean share of one core over the sustained phase. */
  readonly generatorCpuShare: number;
  readonly backlogPeak: number;
  /** From the end of the sustained phase to the last arrival of a webhook sent until then. */
  readonly drainSeconds: number;
}

/** The phase of a scenario that all others are held against. */
export const calmPhase = 'calm';
const freshnessTargetMs = 1000 * slo.freshness.seconds;
/** A timer may be this late. A generator that can't keep up falls further and further behind. */
export const timerSlackMs = 250;

/** Figures of the run. The examples sent before it only warm up the functions, and are left out. */
export function measure(record: RunRecord): Measurements {
  const { plan } = record;
  const requests = requestsOf(record.samples, plan.timeoutMs);
  const firstDue = requests.reduce((least, { sent }) => Math.min(least, sent.dueAt), Infinity);
  const startedAt = requests.length > 0 ? firstDue : plan.at;
  const { from, to, holds: isIn } = phaseWindow(sustainedPhaseOf(plan.phases), plan, startedAt);
  const calm = plan.phases.find(({ name }) => name === calmPhase);
  const { holds: isCalm } = phaseWindow(calm, plan, startedAt);
  const sustained = requests.filter(({ sent }) => isIn(sent.dueAt));
  const accepted = requests.filter(isAccepted);

  const sentAt = new Map(requests.map(({ id, sent }) => [id, sent.sentAt]));
  const own = record.arrivals.filter(({ deliveryId }) => sentAt.has(deliveryId));
  const endToEnd = own.map(({ receivedAt, arrivedAt }) => arrivedAt - receivedAt);
  const fresh = endToEnd.filter((milliseconds) => milliseconds <= freshnessTargetMs);
  return {
    startedAt,
    latency: {
      sustained: latencyOf(sustained),
      overall: latencyOf(requests),
      valid: totalOf(sustained.filter(({ sent }) => sent.refusal === undefined)),
    },
    baseline: percentilesOf(
      requests.flatMap(({ sent, latencyMs, latenessMs }) =>
        isCalm(sent.dueAt) ? [latencyMs - latenessMs] : [],
      ),
    ),
    lateness: percentilesOf(sustained.map(({ latenessMs }) => latenessMs)),
    endToEnd: percentilesOf(endToEnd),
    freshShare: endToEnd.length === 0 ? 0 : fresh.length / endToEnd.length,
    rate: {
      planned: planArrivals(plan.phases).reduce((total, count) => total + count, 0),
      achieved: requests.length,
      sustainedPerSecond:
        (accepted.filter(({ answered }) => isIn(answered?.at ?? 0)).length * 1000) / (to - from),
    },
    generatorCpuShare: busiestWorker(record.samples, isIn),
    backlogPeak: peakOf(record.backlog.filter(({ at }) => at >= startedAt)),
    drainSeconds: drainSeconds(
      own.filter(({ deliveryId }) => (sentAt.get(deliveryId) ?? Infinity) <= to),
      to,
    ),
  };
}

function latencyOf(requests: readonly Request[]): Latency {
  return {
    firstByte: percentilesOf(
      requests.flatMap(({ answered, latenessMs }) =>
        answered ? [latenessMs + answered.firstByteMs] : [],
      ),
    ),
    total: totalOf(requests),
  };
}

function totalOf(requests: readonly Request[]): Percentiles | undefined {
  return percentilesOf(requests.map(({ latencyMs }) => latencyMs));
}

function peakOf(backlog: RunRecord['backlog']): number {
  return backlog.reduce((peak, { waiting, inFlight }) => Math.max(peak, waiting + inFlight), 0);
}

function busiestWorker(samples: readonly Sample[], isIn: (at: number) => boolean): number {
  const loads = samples.flatMap((one) => (one.kind === 'load' && isIn(one.at) ? [one] : []));
  const byWorker = Map.groupBy(loads, ({ worker }) => worker);
  const means = [...byWorker.values()].map(
    (entries) => entries.reduce((total, { cpuShare }) => total + cpuShare, 0) / entries.length,
  );
  return Math.max(0, ...means);
}

function drainSeconds(arrivals: readonly { readonly arrivedAt: number }[], end: number): number {
  const last = arrivals.reduce((latest, { arrivedAt }) => Math.max(latest, arrivedAt), 0);
  return Math.max(0, last - end) / 1000;
}
