import { KeepAliveHandler } from './keep-alive-handler.ts';

const attemptMilliseconds = 1_500;
// Put before the next attempt at most, after the SDK's backoff for throttled calls.
const waitsMilliseconds = [1_000, 2_000];

/** The longest that one call takes, with its attempts and the waits between them. */
export function callSeconds(attempts: number): number {
  const waits = waitsMilliseconds.slice(0, attempts - 1).reduce((sum, wait) => sum + wait, 0);
  return (attempts * attemptMilliseconds + waits) / 1000;
}

/**
 * What every SDK client of ours is given. Each setting that is stated here is one that the SDK need not look for
 * in files that a Lambda doesn't have.
 *
 * The time limits keep three attempts, with the longest waits that the SDK puts between them (1 s and 2 s, after
 * throttling), under 8 s: GitHub hangs up after 10.
 */
export const clientSettings = {
  retryMode: 'standard',
  defaultsMode: 'standard',
  useDualstackEndpoint: false,
  useFipsEndpoint: false,
  userAgentAppId: undefined,
  requestHandler: new KeepAliveHandler({ connectMilliseconds: 1_000, attemptMilliseconds }),
} as const;
