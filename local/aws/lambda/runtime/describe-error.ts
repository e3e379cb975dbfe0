import type { RuntimeError } from '../messages.ts';

/** An error as Lambda's runtime reports it. A thrown value that is no Error is described by its type. */
export function describeError(error: unknown): RuntimeError {
  if (error instanceof Error) {
    return {
      errorType: error.name || 'Error',
      errorMessage: error.message,
      trace: (error.stack ?? '').split('\n'),
    };
  }
  return { errorType: typeof error, errorMessage: String(error), trace: [] };
}
