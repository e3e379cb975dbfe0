/** One attempt of a sender to deliver one webhook, as its log has it. Never holds a body. */
export interface LoggedAttempt {
  /** Names this attempt where the sender is asked to repeat it. A text: GitHub's are above 2^53. */
  readonly attemptId: string;
  /** What the webhook is known by here too: our `deliveryId`. */
  readonly id: string;
  /** By the sender's clock, in milliseconds since 1970. */
  readonly at: number;
  readonly type?: string;
  readonly outcome: AttemptOutcome;
}

/**
 * What the sender says of it. `refused`: we answered that we will never take these bytes. `pending`: it is still to be
 * tried, or to be tried again by the sender itself.
 */
export type AttemptOutcome = 'delivered' | 'failed' | 'refused' | 'pending' | 'unknown';

export interface LogPage {
  readonly attempts: readonly LoggedAttempt[];
  /** Where to go on; absent on the last page. */
  readonly resume?: string;
  /** The sender's clock when it answered, in milliseconds since 1970. */
  readonly now: number;
}

/** `gone`: it can't be repeated any more. `refused`: we may not, or this attempt may not. */
export type Redelivery = 'requested' | 'gone' | 'refused' | { readonly retryAfterSeconds: number };

/**
 * A sender's log of what it sent, without limits of its own: it is read to the end.
 *
 * All functions throw DeliveryLogError where the sender does not answer as documented.
 */
export interface DeliveryLog {
  readonly retentionDays: number;
  /** So long the sender waits for our answer before an attempt has failed. */
  readonly timeoutSeconds: number;
  /** The newest first, as far as the sender keeps to that. @param since milliseconds since 1970, by its clock */
  list(since: number, resume?: string): AsyncIterable<LogPage>;
  /** Absent: what is missing can only be told. */
  redeliver?(attempt: Pick<LoggedAttempt, 'attemptId' | 'id'>): Promise<Redelivery>;
}
