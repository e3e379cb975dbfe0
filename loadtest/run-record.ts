import type { Plan, Sample } from './samples/sample.ts';

/** One delivery that reached its destination. Times are in milliseconds since 1970. */
export interface Arrival {
  readonly deliveryId: string;
  readonly destination: string;
  /** When ingestion took it in. */
  readonly receivedAt: number;
  readonly arrivedAt: number;
  /** Hash of the body as it arrived. */
  readonly sha256: string;
}

/** The messages waiting at one moment. */
export interface BacklogSample {
  readonly at: number;
  /** In the intake queue, not yet taken. */
  readonly waiting: number;
  /** Taken by processing, not yet done. */
  readonly inFlight: number;
}

/** What a run could not find out, and why: a part of the sentence "… could not be checked, since …". */
export interface Unchecked {
  readonly what: string;
  readonly why: string;
}

/** Everything a run observed. The verdict follows from it alone. */
export interface RunRecord {
  readonly plan: Plan;
  /** What was sent before the plan began, so that the functions are warm; no figure counts it. */
  readonly warmUp: readonly Sample[];
  readonly samples: readonly Sample[];
  readonly arrivals: readonly Arrival[];
  /** Delivery ids in the dead-letter queue. */
  readonly deadLetters: readonly string[];
  /** Delivery ids that the stage itself says no route took. */
  readonly filtered?: readonly string[];
  readonly backlog: readonly BacklogSample[];
  /** Delivery ids that were found in the queue when the waiting ended. Absent where nobody can look into it. */
  readonly inFlight?: readonly string[];
  /** Where this is anything, nothing is known of what became of the webhooks. */
  readonly unchecked?: readonly Unchecked[];
  /** Ended by somebody before its plan was. */
  readonly isInterrupted?: boolean;
}
