/** Whether this is one of several processes that Artillery runs at once, each with its own share of the load. */
export function isOnLambda(env: Readonly<Record<string, string | undefined>>): boolean {
  return env.WORKER_ID !== undefined;
}
