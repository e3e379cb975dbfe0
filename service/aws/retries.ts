import { type RetryResolvedConfig, retryMiddleware } from '@smithy/core/retry';

interface Answer {
  readonly output: { readonly $metadata: { attempts?: number; totalRetryDelay?: number } };
}

/**
 * Puts the SDK's retries around `attempt`, as configured for the client, but starts them only once a first attempt
 * has failed. What they prepare for every call, above all a stack trace, takes 30 µs.
 */
export async function withRetries<Attempt, Result extends Answer>(
  config: RetryResolvedConfig,
  attempt: (given: Attempt) => Promise<Result>,
): Promise<(given: Attempt) => Promise<Result>> {
  const strategy = await config.retryStrategy();
  if (!('recordSuccess' in strategy)) throw new Error('The client has retries of an old kind');
  const firstToken = await strategy.acquireInitialRetryToken('');

  return async (given) => {
    try {
      const result = await attempt(given);
      strategy.recordSuccess(firstToken); // every success gives back some of what later retries may use
      Object.assign(result.output.$metadata, { attempts: 1, totalRetryDelay: 0 });
      return result;
    } catch (error) {
      return retry(config, attempt, given, error);
    }
  };
}

async function retry<Attempt, Result>(
  config: RetryResolvedConfig,
  attempt: (given: Attempt) => Promise<Result>,
  given: Attempt,
  firstFailure: unknown,
): Promise<Result> {
  let isFirst = true;
  const attemptAgain = async (again: Attempt) => {
    if (!isFirst) return attempt(again);
    isFirst = false;
    throw firstFailure;
  };
  return retryMiddleware(config)(attemptAgain as never, {})(given as never) as Promise<Result>;
}
