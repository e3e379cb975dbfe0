import type { Webhook } from '../webhook/webhook.ts';

/** A webhook on its way to a destination. */
export type Delivery = Webhook;

/** Returns once the destination has accepted the webhook, with an answer that may have a `status`; throws otherwise. */
export type Deliver = (delivery: Delivery) => Promise<unknown>;

export interface Destination {
  readonly deliver: Deliver;
  /** The longest that one delivery may take. */
  readonly limitSeconds: number;
  /** Whether its name is a dimension of metrics. */
  readonly isMeasured?: boolean;
}
