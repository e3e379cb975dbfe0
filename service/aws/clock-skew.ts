/** What an answer says about the time: its headers in lower case. */
export interface Dated {
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** One request, by this machine's clock: milliseconds since 1970. */
export interface Sent {
  readonly at: number;
  /** The offset that it was signed with. */
  readonly offset: number;
}

/** AWS refuses signatures five minutes off; the SDK sees four as the reason of a refusal. */
const skewMilliseconds = 240_000;

/** Longer than any attempt takes: the function was frozen meanwhile, or the clock was set. */
const longestAttemptMilliseconds = 2_000;

/**
 * The SDK's correction of a wrong clock: every answer's `Date` says how far ours is off, and a refusal of what a
 * wrong clock signed is marked as worth another try: also where another call's answer has corrected it meanwhile.
 *
 * The `Date` is a whole second, and of some moment between the request and its answer: the middle of both is off by half a
 * second and half of that time at most, which is 1.25 s for the longest attempt.
 *
 * @param config the client's: its `systemClockOffset` (milliseconds) is kept up to date
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
  if (Number.isNaN(date) || answer.headers.age !== undefined) return; // an `age`: from a cache
  if (took < 0 || took > longestAttemptMilliseconds) return;
  config.systemClockOffset = date + 500 - (sent.at + receivedAt) / 2;
  if (error?.$metadata && Math.abs(config.systemClockOffset - sent.offset) >= skewMilliseconds) {
    error.$metadata.clockSkewCorrected = true;
  }
}
