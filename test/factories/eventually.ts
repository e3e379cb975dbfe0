import { setTimeout } from 'node:timers/promises';

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
  const deadline = performance.now() + seconds * 1000;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`Not within ${seconds} s: ${what}`);
    await setTimeout(50);
  }
}
