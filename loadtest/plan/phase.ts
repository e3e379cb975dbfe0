import { z } from 'zod';

export const phase = z.strictObject({
  name: z.string(),
  /** Seconds. */
  duration: z.int().positive(),
  /** Per second, at the phase's start. */
  arrivalRate: z.number().nonnegative(),
  /** Per second, in the phase's last second. */
  rampTo: z.number().nonnegative(),
});

/** A part of a scenario in which the rate is constant or changes linearly, as Artillery writes it. */
export type Phase = z.infer<typeof phase>;
