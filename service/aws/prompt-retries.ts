import { StandardRetryStrategy } from '@smithy/core/retry';

type Refresh = StandardRetryStrategy['refreshRetryTokenForRetry'];

/**
 * The SDK's retries, waiting only as long as their backoff says. When an answer has a `Retry-After`, the SDK waits
 * up to 5 s longer each time. A waiting sender or a whole batch does not have that time.
 */
export class PromptRetries extends StandardRetryStrategy {
  override refreshRetryTokenForRetry(
    token: Parameters<Refresh>[0],
    { retryAfterHint: _, ...error }: Parameters<Refresh>[1],
  ): ReturnType<Refresh> {
    return super.refreshRetryTokenForRetry(token, error);
  }
}
