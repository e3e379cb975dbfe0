import type { InternalFailure } from '../webhook/rejection.ts';

// By name: the adapters' errors live in aws/, which the use cases do not know.
const reasons: Readonly<Record<string, InternalFailure>> = {
  QueueUnavailableError: 'queue-unavailable',
  SecretsUnavailableError: 'secrets-unavailable',
  BodyStoreUnavailableError: 'store-unavailable',
};

/** What an error that was thrown on the way to the queue means: always that the sender must try again. */
export function failureReason(error: unknown): InternalFailure {
  return (error instanceof Error && reasons[error.name]) || 'internal-error';
}
