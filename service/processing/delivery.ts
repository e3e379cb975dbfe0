import type { Webhook } from '../webhook/webhook.ts';

/** A webhook on its way to a destination. */
export type Delivery = Webhook;

/** Returns once the destination has taken the webhook; throws otherwise. */
export type Deliver = (delivery: Delivery) => Promise<void>;

/**
 * The destination did not take it, and may take it later. The text names the destination and what it did, never
 * the body.
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
