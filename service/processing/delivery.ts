import type { Webhook } from '../webhook/webhook.ts';

/** A webhook on its way to a destination. */
export type Delivery = Webhook;

/** Returns once the destination has accepted the webhook; throws otherwise. */
export type Deliver = (delivery: Delivery) => Promise<void>;

export interface Destination {
  readonly deliver: Deliver;
  /** The longest that one delivery may take. */
  readonly limitSeconds: number;
}
