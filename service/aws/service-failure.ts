import {
  getRetryAfterHint,
  isClockSkewError,
  isServerError,
  isThrottlingError,
  isTransientError,
} from '@smithy/core/retry';
import { PermanentError, ServiceFailedError } from '../errors.ts';

/** The service's errors by meaning, as far as the SDK can't tell. */
export interface ServiceErrors {
  /** The service will never accept this request. */
  readonly refusals: ReadonlySet<string>;
  /** The service exists but is in no state to accept anything. */
  readonly unavailable: ReadonlySet<string>;
}

/**
 * Says what an SDK error means for the destination. An error that is our own fault (a missing permission, missing
 * credentials, a wrong clock) is returned unchanged.
 *
 * @param service such as `SES`
 */
export function judgeFailure(
  service: string,
  cause: unknown,
  { refusals, unavailable }: ServiceErrors,
): unknown {
  const { name, code, $metadata, $response } = Object(cause);
  if (refusals.has(name)) {
    return new PermanentError(`${service} refused it: ${name}`, { cause, reason: 'refused' });
  }
  if (!unavailable.has(name) && !isPassing(cause as Error)) return cause;
  const didWhat =
    $metadata?.httpStatusCode === undefined ? `was silent: ${code ?? name}` : `answered ${name}`;
  const until = getRetryAfterHint($response);
  return new ServiceFailedError(`${service} ${didWhat}`, {
    cause,
    ...(until && { retryAfterSeconds: Math.ceil((until.getTime() - Date.now()) / 1000) }),
  });
}

function isPassing(error: Error): boolean {
  if (isClockSkewError(error as never)) return false;
  return (
    isThrottlingError(error as never) ||
    isServerError(error as never) ||
    isTransientError(error as never)
  );
}
