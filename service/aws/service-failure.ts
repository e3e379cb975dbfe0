import {
  getRetryAfterHint,
  isClockSkewError,
  isServerError,
  isThrottlingError,
  isTransientError,
} from '@smithy/core/retry';
import { PermanentError, ServiceFailedError } from '../errors.ts';

/** The service's errors by what they mean, as far as the SDK can't tell. */
export interface ServiceErrors {
  /** It will never take this. */
  readonly refusals: ReadonlySet<string>;
  /** It is there, but not in a state to take anything. */
  readonly unavailable: ReadonlySet<string>;
}

/**
 * What an error of the SDK means for the destination. One that is ours, such as a missing permission, credentials that
 * can't be found, or a clock that is wrong, comes back as it is.
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
