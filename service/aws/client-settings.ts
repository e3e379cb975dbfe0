import { KeepAliveHandler } from './keep-alive-handler.ts';
import { PromptRetries } from './prompt-retries.ts';

const attemptMilliseconds = 1_500;
// What the backoff for throttled calls puts before the next attempt, at most.
const waitsMilliseconds = [1_000, 2_000];

const requestHandler = new KeepAliveHandler({ connectMilliseconds: 1_000, attemptMilliseconds });

/**
 * What every SDK client of ours is given. Each setting that is stated here is one that the SDK need not look for
 * in files that a Lambda doesn't have.
 *
 * Three attempts and the waits between them stay under 8 s: GitHub hangs up after 10.
 */
export function clientSettings(maxAttempts: number) {
  return {
    maxAttempts,
    retryStrategy: new PromptRetries(maxAttempts),
    retryMode: 'standard',
    defaultsMode: 'standard',
    useDualstackEndpoint: false,
    useFipsEndpoint: false,
    userAgentAppId: undefined,
    requestHandler,
  } as const;
}

/** The longest that one call of such a client takes, its attempts and the waits between them together. */
export function callSeconds(maxAttempts: number): number {
  const waits = waitsMilliseconds.slice(0, maxAttempts - 1).reduce((sum, wait) => sum + wait, 0);
  return (maxAttempts * attemptMilliseconds + waits) / 1000;
}
