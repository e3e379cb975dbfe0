import type { DeadLetterReason } from '../errors.ts';

/** How a webhook and one of its destinations came to an end. The table remembers it. */
export interface Settled {
  readonly outcome: 'delivered' | 'dead-lettered';
  /** Of the SQS message that brought it there. */
  readonly messageId: string;
  /** Of that message's envelope. */
  readonly trackingId?: string;
  /** Milliseconds since 1970. */
  readonly settledAt: number;
  /** Of a dead letter. */
  readonly reason?: DeadLetterReason;
}

/** What went before at the same destination. */
export interface DeliveryHistory {
  /** Failed ones. */
  readonly attempts: number;
  readonly firstError?: string;
}
