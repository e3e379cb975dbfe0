import { DeliveryError, PermanentError } from '../../errors.ts';

// Request Timeout, Conflict, Too Early, Too Many Requests: the same request may succeed later.
const transientStatuses = new Set([408, 409, 425, 429]);

/**
 * Returns for a 2xx.
 *
 * @throws DeliveryError where another attempt may help: 5xx, 429 and the like. PermanentError for every other
 *   status: the destination understood the request and does not want it.
 */
export function judgeStatus(
  destination: string,
  status: number,
  retryAfterSeconds?: number | undefined,
): void {
  if (status >= 200 && status <= 299) return;
  const message = `Destination ${destination} answered ${status}`;
  if (status >= 500 || transientStatuses.has(status)) {
    throw new DeliveryError(message, { retryAfterSeconds, status });
  }
  throw new PermanentError(message, { reason: 'refused', status });
}
