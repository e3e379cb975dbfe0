// The service's own errors. They belong to no layer, so that every layer can tell them apart by class.

/** Why a webhook went to the dead-letter queue. */
export type DeadLetterReason =
  | 'malformed'
  | 'body-lost'
  | 'refused'
  | 'address-forbidden'
  | 'unserializable'
  | 'permanent'
  | 'expired'
  /** It was tried as often as the settings allow. */
  | 'exhausted';

/**
 * Another attempt can't fix it: the webhook goes to the dead-letter queue at once. A `handler` or `transform` of
 * `spillway.config.ts` may throw it. The text appears in logs and on the dead letter: never put a body in it.
 */
export class PermanentError extends Error {
  override readonly name = 'PermanentError';
  readonly reason: DeadLetterReason;
  /** The HTTP status that was answered. Dead letters of different statuses are different kinds. */
  readonly status: number | undefined;

  constructor(
    message: string,
    options: ErrorOptions & { reason?: DeadLetterReason; status?: number } = {},
  ) {
    super(message, options);
    this.reason = options.reason ?? 'permanent';
    this.status = options.status;
  }
}

/** A message that is not an envelope. Another attempt can't fix it. The text never quotes the message. */
export class MalformedEnvelopeError extends Error {
  override readonly name = 'MalformedEnvelopeError';
}

/**
 * The envelope was written by a newer version of this code. Another attempt helps, because a deployment is under
 * way.
 */
export class NewerEnvelopeError extends Error {
  override readonly name = 'NewerEnvelopeError';
}

/** The body is gone, or differs from the one that was stored. Another attempt can't fix it. */
export class BodyLostError extends Error {
  override readonly name = 'BodyLostError';
}

/** A secret that can't be used. The text names the secret, never its value. */
export class MalformedSecretError extends Error {
  override readonly name = 'MalformedSecretError';
}

/** Secrets Manager gave no usable secret, and none had been read before. */
export class SecretsUnavailableError extends Error {
  override readonly name = 'SecretsUnavailableError';
}

/** SQS did not confirm the message within the client's retries. Nothing was acknowledged to the sender. */
export class QueueUnavailableError extends Error {
  override readonly name = 'QueueUnavailableError';
}

/** S3 did not store or return a body within the client's retries. Another attempt may help. */
export class BodyStoreUnavailableError extends Error {
  override readonly name = 'BodyStoreUnavailableError';
}

/** S3 did not store a webhook within the client's retries. Another attempt may help. */
export class ArchiveUnavailableError extends Error {
  override readonly name = 'ArchiveUnavailableError';
  /** Nobody waits for the archive, but the attempts should outlast a short outage. */
  readonly retryAfterSeconds = 300;
}

/**
 * The destination answered with a failure, or was silent: no answer in time, or no connection. It may accept the
 * webhook later. Never use it for a failure of our own, before or after the call: it counts against the
 * destination. The text names the destination and what it did, never the body.
 */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';
  /** How long the destination asked us to wait. */
  readonly retryAfterSeconds: number | undefined;
  /** The HTTP status that it answered. */
  readonly status: number | undefined;

  constructor(
    message: string,
    options: ErrorOptions & { retryAfterSeconds?: number | undefined; status?: number } = {},
  ) {
    super(message, options);
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.status = options.status;
  }
}

/** An AWS service that is a destination failed or was silent. It may accept the webhook later. */
export class ServiceFailedError extends Error {
  override readonly name = 'ServiceFailedError';
  /** How long its answer asked us to wait. */
  readonly retryAfterSeconds: number | undefined;

  constructor(message: string, options: ErrorOptions & { retryAfterSeconds?: number } = {}) {
    super(message, options);
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** Another function is working on the same delivery. That one may still fail, so this one is tried again. */
export class DeliveryInProgressError extends Error {
  override readonly name = 'DeliveryInProgressError';
  /** The time by which the other function must be done. */
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number, options?: ErrorOptions) {
    super('The same delivery is under way elsewhere', options);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/**
 * The destination failed so often that it is left alone for a while. Nothing was tried, and no attempt is used up.
 */
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

/** The invocation has less time left than the delivery may take. Nothing was tried, and no attempt is used up. */
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

/** More than one destination of a webhook failed. */
export class SeveralFailedError extends Error {
  override readonly name = 'SeveralFailedError';
  readonly failures: readonly Error[];

  constructor(failures: readonly Error[]) {
    super(`${failures.length} destinations failed`);
    this.failures = failures;
  }
}

/** Whether nothing was tried, so that the webhook is put back with its attempts unchanged. */
export function isUntried(error: unknown): error is DestinationRestsError | TooLittleTimeError {
  return error instanceof DestinationRestsError || error instanceof TooLittleTimeError;
}

/** Why a sender's log could not be read, or did not repeat a delivery. */
export type LogFailure =
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'moved'
  | 'malformed'
  /** The place to go on from is not known any more: the log is to be read from its start. */
  | 'place-lost'
  | 'throttled'
  | 'unavailable';

/** A sender's log did not answer as documented. The text names the log and the status, never a token or an answer. */
export class DeliveryLogError extends Error {
  override readonly name = 'DeliveryLogError';
  readonly reason: LogFailure;
  /** The HTTP status that it answered. */
  readonly status: number | undefined;
  /** How long it asked us to wait. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    message: string,
    options: ErrorOptions & {
      reason: LogFailure;
      status?: number | undefined;
      retryAfterSeconds?: number | undefined;
    },
  ) {
    super(message, options);
    this.reason = options.reason;
    this.status = options.status;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}
