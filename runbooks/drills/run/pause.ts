import { setTimeout as delay } from 'node:timers/promises';
import { pollUntil } from '../../../client/poll-until.ts';
import type { DrillStage } from '../stage/drill-stage.ts';

const lookEveryMs = 150;

/** Lets so many seconds of the stage pass. */
export async function pause(
  { clockFactor }: Pick<DrillStage, 'clockFactor'>,
  seconds: number,
  signal: AbortSignal,
): Promise<void> {
  await delay((seconds / clockFactor) * 1000, undefined, { signal });
}

/** Looks until there is something, for so many seconds of the stage. @throws when aborted */
export async function waitFor<Found>(
  { now, clockFactor }: Pick<DrillStage, 'now' | 'clockFactor'>,
  look: () => Promise<Found | undefined>,
  { seconds, signal }: { readonly seconds: number; readonly signal: AbortSignal },
): Promise<Found | undefined> {
  const end = now() + seconds * 1000;
  // On AWS a look costs a call, and nothing changes within seconds.
  const everyMilliseconds = clockFactor === 1 ? 10_000 : lookEveryMs;
  const sleep = (milliseconds: number) => delay(milliseconds, undefined, { signal });
  return pollUntil(look, { everyMilliseconds, sleep, isOver: () => now() >= end });
}
