import { setTimeout } from 'node:timers/promises';
import { after, pollUntil } from '../../client/poll-until.ts';

/**
 * Waits until a condition holds, looking at it again and again.
 *
 * @throws Error with `what` when it does not within the time.
 */
export async function eventually(
  what: string,
  holds: () => boolean | Promise<boolean>,
  seconds = 30,
): Promise<void> {
  const isOver = after(seconds * 1000, () => performance.now());
  const look = async () => (await holds()) || undefined;
  if (await pollUntil(look, { everyMilliseconds: 50, sleep: setTimeout, isOver })) return;
  throw new Error(`Not within ${seconds} s: ${what}`);
}
