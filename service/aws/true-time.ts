/** What is used of a client of the SDK: how far the clock is off, by the last answer of AWS. Milliseconds. */
interface Corrected {
  readonly config: object & { readonly systemClockOffset?: number };
}

/** What an answer tells may be wrong by 1.25 s (`clock-skew.ts`): a smaller difference says nothing. */
const leastOffsetMs = 2_000;

/**
 * The time by this machine's clock, or by AWS's where that one is off. With a wrong clock, destinations would refuse
 * what we sign for good, we what senders sign, and a claim would end while its function runs: the clocks of two
 * functions differ by 6.5 s at most, which `infra/delivery-rules.ts` counts on.
 *
 * @returns milliseconds since 1970
 */
export function createTrueTime({ config }: Corrected, now: () => number): () => number {
  return () => {
    const { systemClockOffset: offset = 0 } = config;
    return Math.abs(offset) < leastOffsetMs ? now() : now() + offset;
  };
}

/** Whether AWS has told the time yet. */
export function isTimeKnown({ config }: Corrected): boolean {
  return (config.systemClockOffset ?? 0) !== 0;
}
