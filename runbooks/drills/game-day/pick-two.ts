import { createRandom } from '../../../test/factories/random.ts';
import type { Drill } from '../drill.ts';

/**
 * Two drills that can be played at once: on the same stack, and without a jump, for which nothing may be on its way. What
 * a sender's log shows takes hours, which only a jump makes short.
 */
export function pickTwo(drills: readonly Drill[], seed: number): readonly [Drill, Drill] {
  const candidates = drills.filter(
    ({ setup, variant, inject, mitigation }) =>
      !setup.hasSender &&
      variant === undefined &&
      [...inject, ...mitigation].every((step) => typeof step !== 'object' || !('jump' in step)),
  );
  const pairs = candidates.flatMap((one, index) =>
    candidates
      .slice(index + 1)
      .filter(({ setup }) => setup === one.setup)
      .map((other) => [one, other] as const),
  );
  if (pairs.length === 0) throw new Error('No two drills share a setup');
  return createRandom(seed).pick(pairs);
}
