import { StandardRetryStrategy } from '@smithy/core/retry';

type Refresh = StandardRetryStrategy['refreshRetryTokenForRetry'];

/**
 * The SDK's retries, with the waits of their backoff only. Where an answer has a `Retry-After`, the SDK waits up to 5 s
 * longer each time: a sender that waits for us, or a whole batch, hasn't got them.
 */
export class PromptRetries extends StandardRetryStrategy {
  override refreshRetryTokenForRetry(
    token: Parameters<Refresh>[0],
    { retryAfterHint: _, ...error }: Parameters<Refresh>[1],
  ): ReturnType<Refresh> {
    return super.refreshRetryTokenForRetry(token, error);
  }
}
