/** What an answer says about the time. Header names are in lower case. */
export interface Dated {
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** One request, timed by this machine's clock: milliseconds since 1970. */
export interface Sent {
  readonly at: number;
  /** The clock offset that the request was signed with. */
  readonly offset: number;
}

/**
 * AWS refuses signatures that are five minutes off. The SDK takes a skew of four minutes as the cause of a refusal.
 */
const skewMilliseconds = 240_000;

/** Longer than any attempt takes. A longer one means that the function was frozen or the clock was set in between. */
const longestAttemptMilliseconds = 2_000;

/**
 * Corrects a wrong clock as the SDK does. Every answer's `Date` says how far our clock is off. A refusal of a
 * request that was signed with a wrong clock is marked as worth retrying, even where another call's answer has
 * corrected the clock in the meantime.
 *
 * `Date` is a whole second, at some moment between the request and its answer. The middle of the two is therefore
 * off by at most half a second plus half of that time: 1.25 s for the longest attempt.
 *
 * @param config the client's; its `systemClockOffset` (milliseconds) is kept up to date
 */
export function correctClock(
  config: { systemClockOffset: number },
  sent: Sent,
  answer: Dated,
  error?: { $metadata?: { clockSkewCorrected?: boolean } },
): void {
  const date = Date.parse(answer.headers.date ?? '');
  const receivedAt = Date.now();
  const took = receivedAt - sent.at;
  if (Number.isNaN(date) || answer.headers.age !== undefined) return; // an answer with an `age` comes from a cache
  if (took < 0 || took > longestAttemptMilliseconds) return;
  config.systemClockOffset = date + 500 - (sent.at + receivedAt) / 2;
  if (error?.$metadata && Math.abs(config.systemClockOffset - sent.offset) >= skewMilliseconds) {
    error.$metadata.clockSkewCorrected = true;
  }
}
