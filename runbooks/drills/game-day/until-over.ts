import type { Load } from '../drill.ts';
import type { DrillRun } from '../run/drill-run.ts';
import { waitFor } from '../run/pause.ts';
import { untilQuiet } from '../run/until-quiet.ts';
import type { DrillStage } from '../stage/drill-stage.ts';
import { pagesToOpen } from './pages-to-open.ts';

/** Alarms with the same cause are over at different times, and the longest windows of those that wake are of half an hour. */
const liveSeconds = { jumping: 300, waiting: 2_400 } as const;
/** The longest window of all alarms, and an hour in which it is evaluated. */
const jumpSteps: readonly number[] = [900, 1_800, 3_600, 3_600, 3_600, 3_600, 3_600, 3_600];
const betweenJumps = 90;

interface Ended {
  readonly on: DrillStage;
  /** Whose senders go on. */
  readonly runs: readonly Pick<DrillRun, 'loads'>[];
  /** Is sent where they don't: an alarm that is silent since nothing comes would prove nothing. */
  readonly traffic?: Load | undefined;
  readonly signal: AbortSignal;
  /** Within so many seconds what is still wrong would be noticed. */
  readonly noticedSeconds: number;
}

/**
 * Waits until no alarm is on, once nothing is wrong any more. What has a window of hours lasts as long: time jumps then,
 * and only what stays calm after that, with senders that send, counts as calm.
 */
export async function untilOver(ended: Ended): Promise<boolean> {
  const { on, signal, noticedSeconds } = ended;
  await keepSending(ended);
  const isCalmWithin = (seconds: number) => waitFor(on, () => isCalm(on), { seconds, signal });
  if (on.jump === undefined) return (await isCalmWithin(liveSeconds.waiting)) ?? false;
  if (await isCalmWithin(liveSeconds.jumping)) return true;
  for (const step of jumpSteps) {
    await jumpAtRest(step, ended);
    if (await isCalmWithin(betweenJumps)) return staysCalm(on, noticedSeconds, signal);
  }
  return false;
}

async function keepSending({ runs, traffic }: Ended): Promise<void> {
  if (traffic === undefined || runs.some(({ loads }) => loads.isAny())) return;
  await runs[0]?.loads.start(traffic, false);
}

async function staysCalm(on: DrillStage, seconds: number, signal: AbortSignal): Promise<boolean> {
  const isTrouble = async () => ((await isCalm(on)) ? undefined : true);
  return (await waitFor(on, isTrouble, { seconds, signal })) === undefined;
}

async function isCalm(on: DrillStage): Promise<true | undefined> {
  return (await pagesToOpen(on)).length === 0 || undefined;
}

/** Nothing is sent or on its way meanwhile. */
function jumpAtRest(seconds: number, { on, runs, signal }: Ended): Promise<void> {
  const jump = async () => {
    await untilQuiet({ on, signal });
    await on.jump?.(seconds, signal);
  };
  return runs.reduce<() => Promise<void>>(
    (work, { loads }) =>
      () =>
        loads.without(work),
    jump,
  )();
}
