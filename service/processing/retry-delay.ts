export interface RetrySchedule {
  /** The longest first pause. Each further one is at most four times as long as the one before. */
  readonly baseSeconds: number;
  /** No pause is longer, whatever a destination asks for. */
  readonly capSeconds: number;
  /** Between 0 and 1, as from `Math.random`. */
  readonly random: () => number;
}

const growth = 4;

/**
 * How long to wait before the next attempt: exponential backoff, half fixed and half random. Webhooks that failed
 * together do not come back together, and none comes back at once. The wait is never shorter than the destination
 * asked for.
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
  // Spread webhooks that were given the same time, too.
  const asked = retryAfterSeconds === 0 ? 0 : retryAfterSeconds + random() * baseSeconds;
  return Math.ceil(Math.min(capSeconds, Math.max(backoff, asked)));
}
