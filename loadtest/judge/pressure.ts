import { planArrivals, sustainedPhaseOf } from '../plan/phases.ts';
import type { RunRecord } from '../run-record.ts';
import { type Request, requestsOf } from '../samples/requests.ts';
import { calmPhase, type Measurements, timerSlackMs } from './measure.ts';
import { phaseWindow } from './phase-window.ts';
import { percentilesOf } from './statistics.ts';

/** How much of its load a run could offer, and whether that was more than the stage took at once. */
export interface Pressure {
  /** The share of the sustained phase's planned webhooks that left in time. */
  readonly inTime: number;
  /** The p99 of its answers, counted from sending, is over twice that of the calm phase. */
  readonly isPressed: boolean;
}

const timesCalm = 2;

/**
 * Where sender and stage share a machine, pressing the stage slows down the sender too. Counted from sending, an answer has
 * nothing of that: where it is slow as well, the load was more than the stage takes, however late it was sent.
 */
export function pressureOf({ plan, samples }: RunRecord, { startedAt }: Measurements): Pressure {
  const sustained = sustainedPhaseOf(plan.phases);
  const calm = plan.phases.find(({ name }) => name === calmPhase);
  const requests = requestsOf(samples, plan.timeoutMs);
  const of = (phase: typeof sustained) => {
    const { holds } = phaseWindow(phase, plan, startedAt);
    return phase ? requests.filter(({ sent }) => holds(sent.dueAt)) : [];
  };
  const own = of(sustained);
  const planned = planArrivals(sustained ? [sustained] : []).reduce((sum, count) => sum + count, 0);
  const usual = p99OfAnswers(of(calm)) ?? Infinity;
  const slow = Math.max(timerSlackMs, timesCalm * usual);
  return {
    inTime: own.filter(({ latenessMs }) => latenessMs <= timerSlackMs).length / planned,
    isPressed: (p99OfAnswers(own) ?? 0) > slow,
  };
}

const p99OfAnswers = (requests: readonly Request[]) =>
  percentilesOf(requests.map(({ latencyMs, latenessMs }) => latencyMs - latenessMs))?.p99;
