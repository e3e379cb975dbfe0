import type { DeadLetterReason } from '../errors.ts';

/** How a webhook and one of its destinations came to an end. The table remembers it. */
export interface Settled {
  readonly outcome: 'delivered' | 'dead-lettered';
  /** The id of the SQS message that settled it. */
  readonly messageId: string;
  /** The tracking id in that message's envelope. */
  readonly trackingId?: string;
  /** Milliseconds since 1970. */
  readonly settledAt: number;
  /** Present for a dead letter. */
  readonly reason?: DeadLetterReason;
}

/** The earlier attempts at the same destination. */
export interface DeliveryHistory {
  /** Failed attempts. */
  readonly attempts: number;
  readonly firstError?: string;
  /** When the first one failed. Milliseconds since 1970. */
  readonly firstFailedAt?: number;
}
