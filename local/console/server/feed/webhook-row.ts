/** How a request has ended so far. */
export const outcomes = [
  'in-flight',
  'processed',
  'duplicate',
  'filtered',
  'retrying',
  'resting',
  'dead-lettered',
  'answered',
  'rejected',
] as const;
export type Outcome = (typeof outcomes)[number];

/** One request of a sender, as the list of the console shows it: no header and no body is in it. */
export interface WebhookRow {
  /** Of the request: the `trackingId` of both functions' lines. */
  readonly key: string;
  /** Milliseconds since 1970, when it was received. */
  readonly at: number;
  readonly outcome: Outcome;
  /** Absent where it named none that is known. */
  readonly source?: string;
  readonly type?: string;
  /** Absent of what was refused, and of handshakes. */
  readonly deliveryId?: string;
  readonly destinations: readonly string[];
  /** From its receipt to its last delivery; of what was refused, how long that took. */
  readonly latencyMs?: number;
  /** What the sender was answered, where it was refused. */
  readonly status?: number;
  /** Why it was refused, filtered, is tried again or was dead-lettered. */
  readonly why?: string;
  readonly traceId?: string;
}
