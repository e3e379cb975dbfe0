/** What is used of a client of the SDK: how far the clock is off, by the last answer of AWS. Milliseconds. */
interface Corrected {
  readonly config: object & { readonly systemClockOffset?: number };
}

/** The answers' dates are whole seconds, and come late: a smaller difference says nothing. */
const leastOffsetMs = 60_000;

/**
 * The time by this machine's clock, or by AWS's where that one is off by minutes. With a wrong clock, destinations
 * would refuse what we sign for good, and we what senders sign.
 *
 * @returns milliseconds since 1970
 */
export function createTrueTime({ config }: Corrected, now: () => number): () => number {
  return () => {
    const { systemClockOffset: offset = 0 } = config;
    return Math.abs(offset) < leastOffsetMs ? now() : now() + offset;
  };
}
