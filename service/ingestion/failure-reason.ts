import type { InternalFailure } from '../webhook/rejection.ts';

// By name: the adapters' errors live in aws/, which the use cases do not know.
const reasons: ReadonlyMap<string, InternalFailure> = new Map([
  ['QueueUnavailableError', 'queue-unavailable'],
  ['SecretsUnavailableError', 'secrets-unavailable'],
  ['BodyStoreUnavailableError', 'store-unavailable'],
]);

/** What an error that was thrown on the way to the queue means: always that the sender must try again. */
export function failureReason(error: unknown): InternalFailure {
  return (error instanceof Error && reasons.get(error.name)) || 'internal-error';
}
