import type { Phase } from '../plan/phase.ts';
import type { Plan } from '../samples/sample.ts';

/** The window of a phase, in milliseconds since 1970: from the first time, before the second. */
export function phaseWindow(phase: Phase | undefined, { phases }: Plan, startedAt: number) {
  const index = phase ? phases.indexOf(phase) : 0;
  const before = phases.slice(0, index).reduce((seconds, { duration }) => seconds + duration, 0);
  const from = startedAt + before * 1000;
  const to = from + (phase?.duration ?? 0) * 1000;
  return { from, to, holds: (at: number) => at >= from && at < to };
}
