import type { DrillRun } from './drill-run.ts';
import { waitFor } from './pause.ts';
import { isQuiet } from './until-quiet.ts';

const firstStepSeconds = 30;
const longestStepSeconds = 900;

type Waiting = Pick<DrillRun, 'on' | 'loads' | 'signal' | 'jumped'>;

/**
 * Looks until there is something, for so many seconds of the stage. While nothing is sent and nothing is on its way,
 * time jumps instead of passing, where it can.
 */
export async function waitOrJump<Found>(
  run: Waiting,
  look: () => Promise<Found | undefined>,
  seconds: number,
): Promise<Found | undefined> {
  const { on, signal } = run;
  let step = firstStepSeconds;
  const lookAndJump = async () => {
    const found = await look();
    if (found !== undefined || !(await isIdle(run))) return found;
    await on.jump?.(step, signal);
    run.jumped(step);
    step = Math.min(longestStepSeconds, step * 1.2);
    return undefined;
  };
  return waitFor(on, lookAndJump, { seconds, signal });
}

async function isIdle({ on, loads }: Waiting): Promise<boolean> {
  return on.jump !== undefined && !loads.isAny() && (await isQuiet(on));
}
