/** Of an error's causes, so many. */
const deepest = 3;

/**
 * An error for the log. Others threw it, so nothing of it is trusted: only these members are read, and only texts and
 * numbers of them are told. HTTP clients add the whole request, with its body and credentials.
 */
export function describeError(error: unknown, depth = 0): Readonly<Record<string, unknown>> {
  const cause = read(error, 'cause');
  const { requestId, httpStatusCode } = Object(read(error, '$metadata'));
  return {
    name: told(read(error, 'name')) ?? 'Error',
    message: told(read(error, 'message')) ?? '',
    ...Object.fromEntries(
      ['code', 'status', 'reason', 'retryAfterSeconds'].flatMap((name) => {
        const value = told(read(error, name));
        return value === undefined ? [] : [[name, value]];
      }),
    ),
    ...(told(httpStatusCode) === undefined ? {} : { httpStatusCode: told(httpStatusCode) }),
    ...(told(requestId) === undefined ? {} : { requestId: told(requestId) }),
    stack: told(read(error, 'stack')),
    ...(cause instanceof Error && depth < deepest
      ? { cause: describeError(cause, depth + 1) }
      : {}),
  };
}

/** A getter or a proxy may throw. */
function read(from: unknown, name: string): unknown {
  try {
    return Object(from)[name];
  } catch {
    return undefined;
  }
}

function told(value: unknown): string | number | undefined {
  return typeof value === 'string' || typeof value === 'number' ? value : undefined;
}
