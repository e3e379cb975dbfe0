import type { Phase } from '../plan/phase.ts';

/** `calm 10 s at 20/s`, `ramp 5 s at 20 → 300/s` */
export function describePhases(phases: readonly Phase[]): readonly string[] {
  return phases.map(({ name, duration, arrivalRate, rampTo }) => {
    const rate = arrivalRate === rampTo ? `${rampTo}/s` : `${arrivalRate} → ${rampTo}/s`;
    return `${name} ${duration} s at ${rate}`;
  });
}
