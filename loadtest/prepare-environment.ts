import type { Target } from './target.ts';

/** The environment variables of this process, which Artillery's workers inherit when they start. */
type Variables = Record<string, string | undefined>;

/**
 * Runs in Artillery's main process, before its workers start. Turns off what would leave this machine or keep
 * the requests from arriving: the usage statistics that Artillery sends at its end, and a proxy, which
 * Artillery would use even for this machine's own address.
 */
export function prepareEnvironment(variables: Variables, { url }: Target): void {
  variables.ARTILLERY_DISABLE_TELEMETRY = 'true';
  if (new URL(url).hostname === '127.0.0.1') {
    delete variables.HTTP_PROXY;
    delete variables.HTTPS_PROXY;
  }
}
