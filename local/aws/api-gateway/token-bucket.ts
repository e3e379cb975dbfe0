/**
 * A stage's throttle: `burst` requests at once, refilled at `ratePerSecond`.
 *
 * @param now milliseconds, monotonic
 * @returns whether this request may pass
 */
export function createTokenBucket(
  { ratePerSecond, burst }: { readonly ratePerSecond: number; readonly burst: number },
  now: () => number = () => performance.now(),
): () => boolean {
  let tokens = burst;
  let filled = now();
  return () => {
    const time = now();
    tokens = Math.min(burst, tokens + ((time - filled) / 1000) * ratePerSecond);
    filled = time;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
