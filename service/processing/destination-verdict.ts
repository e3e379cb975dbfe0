import { DeliveryError, PermanentError } from '../errors.ts';

/**
 * What a delivery that ended with this error says about its destination: it answered (with a refusal), or it failed;
 * `undefined` where the failure is our own and says nothing about it.
 */
export function destinationVerdict(error: unknown): 'answered' | 'failed' | undefined {
  if (error instanceof DeliveryError) return 'failed';
  const isRefusal = error instanceof PermanentError && error.reason === 'refused';
  return isRefusal ? 'answered' : undefined;
}
