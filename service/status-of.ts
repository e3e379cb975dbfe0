const deepest = 5;

/**
 * The HTTP status that an error carries, or one of its causes. Errors of a `handler` count too: HTTP clients such as
 * Octokit and Axios have it in `status`.
 */
export function statusOf(error: unknown, depth = 0): number | undefined {
  if (depth > deepest || error === undefined || error === null) return undefined;
  const { status, cause } = Object(error);
  const isStatus = Number.isInteger(status) && status >= 100 && status <= 599;
  return isStatus ? status : statusOf(cause, depth + 1);
}
