import { DestinationRestsError } from './circuit-breakers.ts';

/** The invocation has less time left than the delivery may take. Nothing was tried: no attempt is used up. */
export class TooLittleTimeError extends Error {
  override readonly name = 'TooLittleTimeError';
  /** Any other invocation will do. */
  readonly retryAfterSeconds = 1;

  constructor(destination: string) {
    super(`There is too little time left to deliver to ${destination}`);
  }
}

/** More than one destination of a webhook is not settled. */
export class SeveralFailedError extends Error {
  override readonly name = 'SeveralFailedError';
  readonly failures: readonly Error[];

  constructor(failures: readonly Error[]) {
    super(`${failures.length} destinations failed`);
    this.failures = failures;
  }
}

/** Whether nothing was tried: the webhook is put back with its attempts unchanged. */
export function isUntried(error: unknown): error is DestinationRestsError | TooLittleTimeError {
  return error instanceof DestinationRestsError || error instanceof TooLittleTimeError;
}
