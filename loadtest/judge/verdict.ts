import { sustainedPhaseOf } from '../plan/phases.ts';
import type { RunRecord } from '../run-record.ts';
import { type Measurements, measure } from './measure.ts';
import { type Counts, type Reconciliation, reconcile } from './reconcile.ts';

/**
 * `invalid`: nothing was lost, but the generator did not keep up, so the figures say nothing. `unfinished`: what was seen
 * is well, and something could not be seen.
 */
export type Verdict = 'passed' | 'failed' | 'invalid' | 'unfinished';

/**
 * `conservation` always counts. `service` counts only in a run that is valid; `validity` says whether it is.
 */
type GateKind = 'conservation' | 'service' | 'validity';

interface GateDefinition {
  readonly kind: GateKind;
  /** What only the stage itself can tell; the others need nothing but the answers. */
  readonly seenIn?: 'stage';
  readonly title: string;
  readonly unit: '' | '%' | 'ms' | 's';
  readonly bound: 'at most' | 'at least' | 'below';
  readonly limit: (run: Judged) => number;
  readonly value: (run: Judged) => number;
}

export interface Gate extends Omit<GateDefinition, 'limit' | 'value' | 'seenIn'> {
  readonly name: string;
  readonly limit: number;
  /** Measured; NaN where the run has no such figure, which no gate passes. */
  readonly value: number;
  readonly passed: boolean;
}

interface Judged {
  readonly record: RunRecord;
  readonly counts: Counts;
  readonly measured: Measurements;
}

export interface Judgement extends Reconciliation {
  readonly verdict: Verdict;
  readonly gates: readonly Gate[];
  readonly measured: Measurements;
}

const none = () => 0;

const gates = {
  lost: {
    kind: 'conservation',
    seenIn: 'stage',
    title: 'Accepted and lost',
    unit: '',
    bound: 'at most',
    limit: none,
    value: ({ counts }) => counts.lost,
  },
  duplicate: {
    kind: 'conservation',
    seenIn: 'stage',
    title: 'Delivered more than once',
    unit: '',
    bound: 'at most',
    limit: none,
    value: ({ counts }) => counts.duplicate,
  },
  altered: {
    kind: 'conservation',
    seenIn: 'stage',
    title: 'Arrived with another body',
    unit: '',
    bound: 'at most',
    limit: none,
    value: ({ counts }) => counts.altered,
  },
  unexpected: {
    kind: 'conservation',
    seenIn: 'stage',
    title: 'Arrived though refused or never sent',
    unit: '',
    bound: 'at most',
    limit: none,
    value: ({ counts }) => counts.unexpected,
  },
  foreign: {
    kind: 'conservation',
    title: 'Answered 2xx by something else',
    unit: '',
    bound: 'at most',
    limit: none,
    value: ({ counts }) => counts.foreign,
  },
  deadLettered: {
    kind: 'service',
    seenIn: 'stage',
    title: 'Dead-lettered',
    unit: '',
    bound: 'at most',
    limit: none,
    value: ({ counts }) => counts.deadLettered,
  },
  inFlight: {
    kind: 'service',
    seenIn: 'stage',
    title: 'Still in flight after the wait',
    unit: '',
    bound: 'at most',
    limit: none,
    value: ({ counts }) => counts.inFlight,
  },
  rejected: {
    kind: 'service',
    title: 'Signed correctly, yet refused',
    unit: '',
    bound: 'at most',
    limit: none,
    value: ({ counts }) => counts.rejected,
  },
  // dashboards/slo.ts: 99.9 % of the requests are answered without a 5xx.
  unavailable: {
    kind: 'service',
    title: 'Answered 5xx or not at all',
    unit: '%',
    bound: 'below',
    limit: () => 0.1,
    value: ({ counts }) => (100 * counts.unavailable) / counts.sent,
  },
  // The sustained phase alone must bring in 300 a second for 20 s, which makes 6,000.
  accepted: {
    kind: 'service',
    title: 'Accepted',
    unit: '',
    bound: 'at least',
    limit: ({ record }) => sustainedArrivals(record),
    value: ({ counts }) => counts.accepted,
  },
  // GitHub, whose webhooks these are, hangs up after 10 s. A laptop must not promise less.
  latency: {
    kind: 'service',
    title: 'p99 from due to answered, sustained phase',
    unit: 'ms',
    bound: 'below',
    limit: () => 10_000,
    value: ({ measured }) => measured.latency.sustained.total?.p99 ?? Number.NaN,
  },
  // dashboards/slo.ts: 99 % of the webhooks are processed within 30 s.
  freshness: {
    kind: 'service',
    seenIn: 'stage',
    title: 'Arrived within 30 s of receipt',
    unit: '%',
    bound: 'at least',
    limit: () => 99,
    value: ({ measured }) => 100 * measured.freshShare,
  },
  drain: {
    kind: 'service',
    seenIn: 'stage',
    title: 'Time to drain',
    unit: 's',
    bound: 'at most',
    limit: () => 30,
    value: ({ measured }) => measured.drainSeconds,
  },
  rate: {
    kind: 'validity',
    title: 'Sent of planned, and in time',
    unit: '%',
    bound: 'at least',
    limit: () => 99,
    value: ({ measured: { rate } }) =>
      100 * Math.min(rate.achieved / rate.planned, rate.sustainedShare),
  },
  generator: {
    kind: 'validity',
    title: "The generator's share of a core",
    unit: '%',
    bound: 'below',
    limit: () => 80,
    value: ({ measured }) => 100 * measured.generatorCpuShare,
  },
} as const satisfies Record<string, GateDefinition>;

export type GateName = keyof typeof gates;

const passes: Record<GateDefinition['bound'], (value: number, limit: number) => boolean> = {
  'at most': (value, limit) => value <= limit,
  'at least': (value, limit) => value >= limit,
  below: (value, limit) => value < limit,
};

/** Judges a run only by what it observed. */
export function judge(record: RunRecord): Judgement {
  const { counts, ids } = reconcile(record);
  const measured = measure(record);
  const isSeen = (record.unchecked ?? []).length === 0;
  const judged = Object.entries<GateDefinition>(gates)
    .filter(([, { seenIn }]) => isSeen || seenIn === undefined)
    .map(([name, gate]) => applyGate(name, gate, { record, counts, measured }));
  return { verdict: verdictOf(judged, record), gates: judged, counts, ids, measured };
}

function applyGate(name: string, gate: GateDefinition, run: Judged): Gate {
  const { seenIn: _, ...shown } = gate;
  const limit = gate.limit(run);
  const value = gate.value(run);
  return { ...shown, name, limit, value, passed: passes[gate.bound](value, limit) };
}

function verdictOf(judged: readonly Gate[], { unchecked, isInterrupted }: RunRecord): Verdict {
  const failed = (kind: GateKind) => judged.some((gate) => gate.kind === kind && !gate.passed);
  if (failed('conservation')) return 'failed';
  if (isInterrupted) return 'unfinished';
  if (failed('validity')) return 'invalid';
  if (failed('service')) return 'failed';
  return unchecked?.length ? 'unfinished' : 'passed';
}

function sustainedArrivals({ plan }: RunRecord): number {
  const { rampTo = 0, duration = 0 } = sustainedPhaseOf(plan.phases) ?? {};
  return rampTo * duration;
}
