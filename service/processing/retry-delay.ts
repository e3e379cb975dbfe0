export interface RetrySchedule {
  /** The first pause is at most this long; each further one at most four times as long as the one before. */
  readonly baseSeconds: number;
  /** No pause is longer, whatever a destination asks for. */
  readonly capSeconds: number;
  /** From 0 to 1, as `Math.random`. */
  readonly random: () => number;
}

const growth = 4;

/**
 * How long to wait before the next attempt: exponential backoff, half of it fixed and half of it random, so that
 * webhooks that failed together do not come back together, and none comes back at once. Never less than what the
 * destination asked for.
 *
 * @param attempt the one that failed, from 1
 * @param retryAfterSeconds what the destination asked for
 * @returns whole seconds
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/ ("equal jitter")
 */
export function retryDelaySeconds(
  { baseSeconds, capSeconds, random }: RetrySchedule,
  attempt: number,
  retryAfterSeconds = 0,
): number {
  const longest = Math.min(capSeconds, baseSeconds * growth ** (attempt - 1));
  const backoff = (longest * (1 + random())) / 2;
  // Those that were told the same time are spread as well.
  const asked = retryAfterSeconds === 0 ? 0 : retryAfterSeconds + random() * baseSeconds;
  return Math.ceil(Math.min(capSeconds, Math.max(backoff, asked)));
}
