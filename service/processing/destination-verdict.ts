import { DeliveryError, PermanentError } from '../errors.ts';

/**
 * What this error of a delivery says about its destination: it answered (with a refusal), or it failed; `undefined`
 * if the failure is our own and says nothing about the destination.
 */
export function destinationVerdict(error: unknown): 'answered' | 'failed' | undefined {
  if (error instanceof DeliveryError) return 'failed';
  const isRefusal = error instanceof PermanentError && error.reason === 'refused';
  return isRefusal ? 'answered' : undefined;
}
