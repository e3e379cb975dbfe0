/** The environment variables of this process, which Artillery's workers inherit when they start. */
type Variables = Record<string, string | undefined>;

/**
 * Runs in Artillery's main process, before its workers start. Turns off the usage statistics that Artillery would
 * send at its end, and any proxy: Artillery would use it even for this machine's own address.
 */
export function prepareEnvironment(variables: Variables, endpoint: string): void {
  variables.ARTILLERY_DISABLE_TELEMETRY = 'true';
  if (new URL(endpoint).hostname === '127.0.0.1') {
    delete variables.HTTP_PROXY;
    delete variables.HTTPS_PROXY;
  }
}
