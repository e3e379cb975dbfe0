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
