import { detectBudget } from '../detect-budget.ts';
import type { Drill } from '../drill.ts';

/** Drills that share a stack, one after the other. */
export type Job = readonly Drill[];

/** A stack starts within seconds: sharing one saves little, and many drills on one would be waited for in the end. */
const mostTogether = 4;

/** The longest first. */
export function planJobs(drills: readonly Drill[], mostJobs: number): readonly Job[] {
  const bySetup = Map.groupBy(drills, ({ setup }) => setup);
  const together = Math.min(mostTogether, Math.ceil(drills.length / mostJobs));
  const jobs = [...bySetup.values()].flatMap((same) => chunk(same, together));
  return jobs.toSorted((a, b) => secondsOf(b) - secondsOf(a));
}

function chunk(drills: readonly Drill[], size: number): readonly Job[] {
  return Array.from({ length: Math.ceil(drills.length / size) }, (_, index) =>
    drills.slice(index * size, (index + 1) * size),
  );
}

/** Of this machine, about. */
function secondsOf(job: Job): number {
  const seconds = job.map(
    (drill) => (detectBudget(drill) + drill.clearSeconds) / (drill.setup.clockFactor ?? 40),
  );
  return seconds.reduce((sum, one) => sum + one, 0);
}
