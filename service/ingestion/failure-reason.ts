import {
  BodyStoreUnavailableError,
  QueueUnavailableError,
  SecretsUnavailableError,
} from '../errors.ts';
import type { InternalFailure } from '../webhook/rejection.ts';

/** Maps an error thrown on the way to the queue to its reason. Each one means that the sender must try again. */
export function failureReason(error: unknown): InternalFailure {
  if (error instanceof QueueUnavailableError) return 'queue-unavailable';
  if (error instanceof SecretsUnavailableError) return 'secrets-unavailable';
  if (error instanceof BodyStoreUnavailableError) return 'store-unavailable';
  return 'internal-error';
}
