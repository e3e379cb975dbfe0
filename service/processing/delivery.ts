import type { Webhook } from '../webhook/webhook.ts';

/** A webhook on its way to a destination. */
export type Delivery = Webhook;

/** Returns once the destination has taken the webhook; throws otherwise. */
export type Deliver = (delivery: Delivery) => Promise<void>;

export interface Destination {
  readonly deliver: Deliver;
  /** The longest that one delivery takes. */
  readonly limitSeconds: number;
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
