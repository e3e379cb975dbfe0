import { planArrivals, quietPhasesOf } from '../plan/phases.ts';
import type { RunRecord } from '../run-record.ts';
import { isAccepted, type Request, requestsOf } from '../samples/requests.ts';
import { type Measurements, timerSlackMs } from './measure.ts';
import { phaseWindow } from './phase-window.ts';
import { type Point, slopeOf } from './slope.ts';
import { percentilesOf } from './statistics.ts';

/** Why a step is beyond the knee. `generator`: it sent too late, so nothing is known of the stage. */
type KneeReason = 'completions' | 'latency' | 'age' | 'generator';

interface Step {
  readonly name: string;
  /** A second: planned, and answered 2xx within the step. */
  readonly offered: number;
  readonly completed: number;
  /** Milliseconds from due to answered. */
  readonly p99: number;
  /** Requests under way, on average: counted, and by Little's law, which hold the same of a stage that keeps up. */
  readonly inProgress: number;
  readonly byLittlesLaw: number;
}

export interface Knee {
  readonly steps: readonly Step[];
  /** The last step before the knee; absent where the first one was too much. */
  readonly held?: Step;
  /** The first step beyond it; absent where none was. */
  readonly broken?: Step & { readonly reason: KneeReason };
}

const fewestCompletions = 0.98;
const timesBaseline = 2;
const growingMs = 180_000;
/** SQS tells the age in whole seconds. */
const leastGrowthMs = 1000;

/** Where a stage stops to keep up, of a scenario whose phases are steps of load. */
export function kneeOf(record: RunRecord, measured: Measurements): Knee {
  const { plan } = record;
  const requests = requestsOf(record.samples, plan.timeoutMs);
  const isAged = ageGrowsIn(record);
  const judged = plan.phases.slice(quietPhasesOf(plan.phases).length).map((phase) => {
    const { from, to, holds } = phaseWindow(phase, plan, measured.startedAt);
    const own = requests.filter(({ sent }) => holds(sent.dueAt));
    const planned = planArrivals([phase]).reduce((total, count) => total + count, 0);
    const step = {
      name: phase.name,
      offered: planned / phase.duration,
      ...flowOf(requests, from, to),
      p99: percentilesOf(own.map(({ latencyMs }) => latencyMs))?.p99 ?? Number.NaN,
    };
    const lateness = percentilesOf(own.map(({ latenessMs }) => latenessMs))?.p99 ?? Number.NaN;
    return { step, reason: reasonOf(step, lateness, measured.baseline?.p99, isAged(to)) };
  });
  const steps = judged.map(({ step }) => step);
  const index = judged.findIndex(({ reason }) => reason !== undefined);
  const held = steps.at(index === -1 ? -1 : index - 1);
  const broken = judged[index];
  return {
    steps,
    ...(held && index !== 0 && { held }),
    ...(broken?.reason && { broken: { ...broken.step, reason: broken.reason } }),
  };
}

function reasonOf(
  { completed, offered, p99 }: Step,
  lateness: number,
  baseline: number | undefined,
  isAged: boolean,
): KneeReason | undefined {
  if (!(lateness <= timerSlackMs)) return 'generator';
  if (completed < fewestCompletions * offered) return 'completions';
  // Without a calm phase there is nothing to hold it against.
  if (baseline !== undefined && p99 > timesBaseline * baseline) return 'latency';
  return isAged ? 'age' : undefined;
}

/** What was under way and what was completed between two times. */
function flowOf(requests: readonly Request[], from: number, to: number) {
  const done = requests.filter(
    (one) => isAccepted(one) && (one.answered?.at ?? 0) >= from && (one.answered?.at ?? 0) < to,
  );
  const completed = (done.length * 1000) / (to - from);
  const meanMs = done.reduce((sum, { latencyMs }) => sum + latencyMs, 0) / done.length;
  const busyMs = requests.reduce((sum, { sent, latencyMs }) => {
    const inside = Math.min(to, sent.dueAt + latencyMs) - Math.max(from, sent.dueAt);
    return sum + Math.max(0, inside);
  }, 0);
  return { completed, inProgress: busyMs / (to - from), byLittlesLaw: (completed * meanMs) / 1000 };
}

/** Whether what arrived in the three minutes before a time had waited longer and longer. */
function ageGrowsIn({ arrivals }: RunRecord) {
  const [first = Infinity] = arrivals.map(({ receivedAt }) => receivedAt).toSorted((a, b) => a - b);
  return (to: number): boolean => {
    const from = to - growingMs;
    if (first > from) return false;
    const points = arrivals
      .filter(({ receivedAt }) => receivedAt >= from && receivedAt < to)
      .map(({ receivedAt, arrivedAt }): Point => [receivedAt, arrivedAt - receivedAt]);
    return (slopeOf(points)?.low ?? 0) * growingMs > leastGrowthMs;
  };
}
