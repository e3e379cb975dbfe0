import {
  BodyStoreUnavailableError,
  QueueUnavailableError,
  SecretsUnavailableError,
} from '../errors.ts';
import type { InternalFailure } from '../webhook/rejection.ts';

/** What an error that was thrown on the way to the queue means: always that the sender must try again. */
export function failureReason(error: unknown): InternalFailure {
  if (error instanceof QueueUnavailableError) return 'queue-unavailable';
  if (error instanceof SecretsUnavailableError) return 'secrets-unavailable';
  if (error instanceof BodyStoreUnavailableError) return 'store-unavailable';
  return 'internal-error';
}
