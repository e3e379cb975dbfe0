/** What an answer says about the time: its headers in lower case. */
export interface Dated {
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** AWS refuses signatures five minutes off; the SDK sees four as the reason of a refusal. */
const skewMilliseconds = 240_000;

/**
 * The SDK's correction of a wrong clock: every answer's `Date` says how far ours is off, and a refusal of what a
 * wrong clock signed is marked as worth another try: also where another call's answer has corrected it meanwhile.
 *
 * @param config the client's: its `systemClockOffset` (milliseconds) is kept up to date
 * @param signedWith that offset when the request was signed
 */
export function correctClock(
  config: { systemClockOffset: number },
  signedWith: number,
  answer: Dated | undefined,
  error?: { $metadata?: { clockSkewCorrected?: boolean } },
): void {
  const date = Date.parse(answer?.headers.date ?? '');
  if (Number.isNaN(date) || answer?.headers.age !== undefined) return; // an `age`: from a cache
  config.systemClockOffset = date - Date.now();
  if (error?.$metadata && Math.abs(config.systemClockOffset - signedWith) >= skewMilliseconds) {
    error.$metadata.clockSkewCorrected = true;
  }
}
