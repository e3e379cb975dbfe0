// The service's own errors. They lie below all layers, so that each layer tells them apart by class.

/** Why a webhook went to the dead-letter queue. */
export type DeadLetterReason =
  | 'malformed'
  | 'body-lost'
  | 'refused'
  | 'address-forbidden'
  | 'unserializable'
  | 'permanent'
  | 'expired'
  /** It was tried as often as the settings say. */
  | 'exhausted';

/**
 * Trying again can't mend it: the webhook goes to the dead-letter queue at once. A `handler` or `transform` of
 * `spillway.config.ts` may throw it. The text is shown in logs and on the dead letter: never put a body in it.
 */
export class PermanentError extends Error {
  override readonly name = 'PermanentError';
  readonly reason: DeadLetterReason;

  constructor(message: string, options: ErrorOptions & { reason?: DeadLetterReason } = {}) {
    super(message, options);
    this.reason = options.reason ?? 'permanent';
  }
}

/** A message that can't be an envelope. Retrying can't mend it. The text never quotes the message. */
export class MalformedEnvelopeError extends Error {
  override readonly name = 'MalformedEnvelopeError';
}

/** Written by a newer version of this code. Retrying mends it: a deployment is under way. */
export class NewerEnvelopeError extends Error {
  override readonly name = 'NewerEnvelopeError';
}

/** The body is gone, or is not the one that was stored. Trying again can't mend it. */
export class BodyLostError extends Error {
  override readonly name = 'BodyLostError';
}

/** A secret that can't be used. The text names the secret, never its value. */
export class MalformedSecretError extends Error {
  override readonly name = 'MalformedSecretError';
}

/** Secrets Manager gave no usable secret, and none was read before. */
export class SecretsUnavailableError extends Error {
  override readonly name = 'SecretsUnavailableError';
}

/** SQS did not confirm the message within the client's retries. Nothing was acknowledged. */
export class QueueUnavailableError extends Error {
  override readonly name = 'QueueUnavailableError';
}

/** S3 did not store or give a body within the client's retries. Trying again may help. */
export class BodyStoreUnavailableError extends Error {
  override readonly name = 'BodyStoreUnavailableError';
}

/** S3 did not store a webhook within the client's retries. Trying again may help. */
export class ArchiveUnavailableError extends Error {
  override readonly name = 'ArchiveUnavailableError';
  /** Nobody waits for it, but the attempts should outlast a short outage. */
  readonly retryAfterSeconds = 300;
}

/**
 * The destination answered with a failure, or was silent: no answer in time, or no connection. It may take the
 * webhook later. A failure of our own, before or after the call, is never this error: it would be held against the
 * destination. The text names the destination and what it did, never the body.
 */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';
  /** What the destination asked for. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    message: string,
    options: ErrorOptions & { retryAfterSeconds?: number | undefined } = {},
  ) {
    super(message, options);
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** A service that is a destination did not take what it was sent, and may take it later: it failed, or was silent. */
export class ServiceFailedError extends Error {
  override readonly name = 'ServiceFailedError';
  /** What its answer asked for. */
  readonly retryAfterSeconds: number | undefined;

  constructor(message: string, options: ErrorOptions & { retryAfterSeconds?: number } = {}) {
    super(message, options);
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** Another function has the same delivery under way. It may fail yet, so this one is to be tried again. */
export class DeliveryInProgressError extends Error {
  override readonly name = 'DeliveryInProgressError';
  /** When the other one has to be done. */
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number, options?: ErrorOptions) {
    super('The same delivery is under way elsewhere', options);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** The destination failed so often that it is left alone for a while. Nothing was tried: no attempt is used up. */
export class DestinationRestsError extends Error {
  override readonly name = 'DestinationRestsError';
  readonly destination: string;
  readonly retryAfterSeconds: number;

  constructor(destination: string, options: ErrorOptions & { readonly retryAfterSeconds: number }) {
    super(`Destination ${destination} rests`, options);
    this.destination = destination;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** The invocation has less time left than the delivery may take. Nothing was tried: no attempt is used up. */
export class TooLittleTimeError extends Error {
  override readonly name = 'TooLittleTimeError';
  /** Any other invocation will do. */
  readonly retryAfterSeconds = 1;

  constructor(destination: string) {
    super(`There is too little time left to deliver to ${destination}`);
  }
}

export class TookTooLongError extends Error {
  override readonly name = 'TookTooLongError';
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
