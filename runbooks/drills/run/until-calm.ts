import { readStates } from '../stage/alarm-states.ts';
import { DrillFailure, type DrillRun } from './drill-run.ts';
import { waitFor } from './pause.ts';

const longestJumpSeconds = 900;

/** Waits until all alarms are OK. @throws DrillFailure that names those which are not */
export async function untilCalm(
  { on, signal }: Pick<DrillRun, 'on' | 'signal'>,
  seconds: number,
): Promise<void> {
  let left: readonly string[] = [];
  let step = 30;
  const look = async () => {
    const states = await readStates(on);
    // One that was never evaluated may fire at any moment.
    left = [...states].filter(([, { state }]) => state !== 'OK').map(([name]) => name);
    if (left.length === 0 && states.size > 0) return true;
    // Nothing is on its way yet: what is left to wait for is time alone.
    await on.jump?.(step, signal);
    step = Math.min(longestJumpSeconds, step * 1.2);
    return undefined;
  };
  if (await waitFor(on, look, { seconds, signal })) return;
  throw new DrillFailure(`Not OK after ${seconds} s: ${left.join(', ')}.`);
}
