import { KeepAliveHandler } from './keep-alive-handler.ts';
import { PromptRetries } from './prompt-retries.ts';

const attemptMilliseconds = 1_500;
// The longest wait that the SDK's backoff for throttled calls puts before each next attempt.
const waitsMilliseconds = [1_000, 2_000];

const requestHandler = new KeepAliveHandler({ connectMilliseconds: 1_000, attemptMilliseconds });

/**
 * The settings of all our SDK clients. The SDK looks for settings that are not given here in files, and a Lambda
 * has no such files.
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

/**
 * The longest that one call of such a client takes, including all attempts and the waits between them.
 *
 * @param milliseconds the longest that one attempt takes
 */
export function callSeconds(maxAttempts: number, milliseconds = attemptMilliseconds): number {
  const waits = waitsMilliseconds.slice(0, maxAttempts - 1).reduce((sum, wait) => sum + wait, 0);
  return (maxAttempts * milliseconds + waits) / 1000;
}
