/** The part of an SDK client that is used here: how far the clock is off by AWS's last answer, in milliseconds. */
interface Corrected {
  readonly config: object & { readonly systemClockOffset?: number };
}

/** An answer's time may be wrong by 1.25 s (`clock-skew.ts`), so a smaller difference says nothing. */
const leastOffsetMs = 2_000;

/**
 * The time by this machine's clock, or by AWS's clock where ours is off. With a wrong clock, destinations would
 * permanently refuse what we sign, we would refuse what senders sign, and a claim would end while its function
 * runs. The clocks of two functions differ by at most 6.5 s; `infra/delivery-rules.ts` relies on that.
 *
 * @returns milliseconds since 1970
 */
export function createTrueTime({ config }: Corrected, now: () => number): () => number {
  return () => {
    const { systemClockOffset: offset = 0 } = config;
    return Math.abs(offset) < leastOffsetMs ? now() : now() + offset;
  };
}

/** Whether an AWS answer has told the time yet. */
export function isTimeKnown({ config }: Corrected): boolean {
  return (config.systemClockOffset ?? 0) !== 0;
}
