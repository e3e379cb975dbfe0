import { z } from 'zod';

/** No more rows are replayed in one run: for more there is `spillway replay`. */
export const mostReplayed = 1_000;

export const replayOrder = z.object({
  /** Of rows. */
  keys: z.array(z.string()).min(1).max(mostReplayed).readonly(),
  ratePerSecond: z.number().min(0.1).max(200).default(10),
  /** The budget: no more than so many. */
  limit: z.int().min(1).optional(),
  /** It ends once so many could not be replayed. */
  stopAfter: z.int().min(1).default(10),
});
export type ReplayOrder = z.output<typeof replayOrder>;

/** As the page asks for it. */
export type ReplayWish = z.input<typeof replayOrder>;
