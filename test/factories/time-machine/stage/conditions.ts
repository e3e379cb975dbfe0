/** What happens to a stage in one minute. */
export interface Conditions {
  /** Signed, and accepted while ingestion is up. */
  readonly webhooks: number;
  /** How many the destination refuses for good: dead letters at once. */
  readonly refused: number;
  /** How many of the webhooks end the function that processes them, each time. */
  readonly pills: number;
  /** How many of the webhooks are acknowledged, and then are nowhere: what must never happen. */
  readonly lost: number;
  /** Requests for a known source with a signature that is not its sender's. */
  readonly strangers: number;
  /** `refusing`: it runs, and can't store what comes. */
  readonly ingestion: 'up' | 'down' | 'refusing';
  /** How long a request takes, in milliseconds. */
  readonly latencyMs: number;
  /** How many of the requests meet a cold start, which takes `coldStartMs`. */
  readonly coldStarts: number;
  readonly coldStartMs: number;
  /** Whether the event source mapping polls the queue. */
  readonly polling: boolean;
  /** How many webhooks processing takes in a minute. */
  readonly capacity: number;
  readonly destination: 'up' | 'down';
  /** Whether the audit runs on its schedule. */
  readonly auditing: boolean;
  /** Whether the senders' logs are read on schedule. */
  readonly reconciling: boolean;
  /** Whether somebody redrives all dead letters, or discards them. */
  readonly redriven: boolean;
}

/** A busy day: a webhook each second, and nothing wrong. */
export const normal: Conditions = {
  webhooks: 60,
  refused: 0,
  pills: 0,
  lost: 0,
  strangers: 0,
  ingestion: 'up',
  latencyMs: 20,
  coldStarts: 0,
  coldStartMs: 900,
  polling: true,
  capacity: 6_000,
  destination: 'up',
  auditing: true,
  reconciling: true,
  redriven: false,
};
