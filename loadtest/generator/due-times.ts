import type { Phase } from '../plan/phase.ts';

/** Which of the workers of one Artillery process: the first is 1. */
export interface Share {
  readonly worker: number;
  readonly workers: number;
}

/**
 * When each webhook of one worker is due, in milliseconds since its first one, in the order in which Artillery lets them
 * arrive. Artillery itself doesn't say: it fires the arrivals of a second in whole milliseconds, early, then pauses, and
 * after a stall it goes on as if nothing had happened. Those of one second are spread evenly over it here, each in the
 * middle between those of the other workers.
 */
export function dueTimesOf(phases: readonly Phase[], share: Share): Float64Array {
  const perSecond = arrivalsOf(phases, share);
  const offset = (share.worker - 1) / share.workers;
  const due = new Float64Array(perSecond.reduce((total, count) => total + count, 0));
  let index = 0;
  for (const [second, count] of perSecond.entries()) {
    for (let place = 0; place < count; place++) {
      due[index++] = (second + (place + offset) / count) * 1000;
    }
  }
  return due;
}

/**
 * How many webhooks one worker sends in each second, as Artillery rounds: the phases are divided by the workers, and what
 * is left over goes to the first ones.
 * https://github.com/artilleryio/artillery/blob/main/packages/artillery/lib/core/phases.ts
 */
export function arrivalsOf(phases: readonly Phase[], { worker, workers }: Share): number[] {
  return phases.flatMap(({ duration, arrivalRate, rampTo }) =>
    Array.from({ length: duration }, (_, second) => {
      const rate = arrivalRate + ((rampTo - arrivalRate) / Math.max(1, duration - 1)) * second;
      const own = rate / workers;
      const whole = Math.floor(own);
      return Math.round((own % 1) * workers) >= worker ? whole + 1 : whole;
    }),
  );
}
