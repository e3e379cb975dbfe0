import { slo } from '../../../dashboards/slo.ts';
import type { RunRecord } from '../../run-record.ts';
import { isAccepted, isRefused, type Request, requestsOf } from '../../samples/requests.ts';
import { type GateDefinition, type Judged, none } from '../gate.ts';
import { calmPhase, type Measurements } from '../measure.ts';
import { phaseWindow } from '../phase-window.ts';
import { messageBytes } from '../subject.ts';

/** Below that nobody calls it late: a machine that does other work too pauses now and then. */
const unnoticedMs = 250;
const timesBaseline = 3;
/** As `dashboards/alarms/intake-queue.ts` says, whose modules take a second to load. */
export const queueAgeSeconds = 4 * slo.freshness.seconds;
/** By how much what attackers send may slow down the others. */
const hostileShare = 1.2;
const hostileNoiseMs = 50;

const p99 = ({ measured }: Judged) => measured.latency.sustained.total?.p99 ?? Number.NaN;
/** GitHub hangs up after 10 s; who promises more says so. */
const ceilingMs = ({ record }: Judged) => record.plan.ceilingMs ?? record.plan.timeoutMs;

/** As fast, as fresh and as willing as it has to be. */
export const serviceGates = {
  deadLettered: {
    ...none('service', 'Dead-lettered without being poison', ({ counts }) => counts.deadLettered),
    seenIn: 'stage',
    isOfNoPace: true,
  },
  poison: {
    ...none('service', 'Poison that is no dead letter', ({ counts }) => counts.poisonLeft),
    seenIn: 'stage',
    isOfNoPace: true,
  },
  inFlight: {
    ...none('service', 'Still in flight after the wait', ({ counts }) => counts.inFlight),
    seenIn: 'stage',
  },
  rejected: {
    ...none('service', 'Signed correctly, yet refused', ({ counts }) => counts.rejected),
    isOfNoPace: true,
  },
  reasons: {
    ...none('service', 'Refused for another reason', ({ counts }) => counts.otherReason),
    isOfNoPace: true,
  },
  unavailable: {
    kind: 'service',
    title: 'Answered 5xx or not at all',
    unit: '%',
    bound: 'below',
    limit: () => 100 * (1 - slo.availability.target),
    value: ({ counts }) => (100 * counts.unavailable) / counts.sent,
  },
  // Of a run beyond what a stage is made for: later on it may answer so.
  calm: {
    kind: 'service',
    title: 'Answered 5xx or not at all, while calm',
    unit: '%',
    bound: 'below',
    limit: () => 100 * (1 - slo.availability.target),
    value: ({ record, measured }) => 100 * unavailableShare(calmRequests(record, measured)),
  },
  latency: {
    kind: 'service',
    title: 'p99 of the answer, by the calm phase',
    unit: 'ms',
    bound: 'at most',
    limit: ({ measured }) =>
      Math.max(unnoticedMs, timesBaseline * (measured.baseline?.p99 ?? Number.NaN)),
    value: p99,
  },
  ceiling: {
    kind: 'service',
    title: 'p99 of the answer, by its ceiling',
    unit: 'ms',
    // What nobody answered counts as long as its sender waited.
    bound: 'below',
    limit: ceilingMs,
    value: p99,
  },
  hostile: {
    kind: 'service',
    title: 'p99 of the valid among the hostile',
    unit: 'ms',
    bound: 'at most',
    limit: ({ measured }) => hostileNoiseMs + hostileShare * (measured.baseline?.p99 ?? Number.NaN),
    value: ({ measured }) => measured.latency.valid?.p99 ?? Number.NaN,
  },
  freshness: {
    kind: 'service',
    seenIn: 'stage',
    title: `Arrived within ${slo.freshness.seconds} s of receipt`,
    unit: '%',
    bound: 'at least',
    limit: () => 100 * slo.freshness.target,
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
  claimCheck: {
    ...none('service', 'Large, and not claim-checked', ({ record }) => notClaimChecked(record)),
    seenIn: 'stage',
    needs: 'claimChecked',
    isOfNoPace: true,
  },
  // The alarm queue-age needs five minutes of it, which no short run has.
  age: {
    kind: 'service',
    seenIn: 'stage',
    title: 'Longest wait from receipt to arrival',
    unit: 's',
    bound: 'below',
    limit: () => queueAgeSeconds,
    value: ({ measured }) => (measured.endToEnd?.max ?? Number.NaN) / 1000,
  },
} as const satisfies Record<string, GateDefinition>;

/** All of them in a run without a calm phase. */
function calmRequests({ plan, samples }: RunRecord, { startedAt }: Measurements) {
  const requests = requestsOf(samples, plan.timeoutMs);
  const calm = plan.phases.find(({ name }) => name === calmPhase);
  const { holds } = phaseWindow(calm, plan, startedAt);
  return calm ? requests.filter(({ sent }) => holds(sent.dueAt)) : requests;
}

const unavailableShare = (requests: readonly Request[]) =>
  requests.filter((one) => !isAccepted(one) && !isRefused(one)).length / requests.length;

function notClaimChecked({ samples, plan, claimChecked }: RunRecord): number {
  const checked = new Set(claimChecked);
  return requestsOf(samples, plan.timeoutMs).filter(
    (one) => isAccepted(one) && one.sent.bytes > messageBytes && !checked.has(one.id),
  ).length;
}
