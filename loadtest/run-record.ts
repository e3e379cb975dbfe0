import type { LedgerEntry } from './ledger.ts';
import type { Payload } from './payloads.ts';
import type { Phase } from './phases.ts';

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

/** Everything a run observed. The verdict follows from it alone. */
export interface RunRecord {
  readonly phases: readonly Phase[];
  /** What the ledger's entries refer to by index. */
  readonly payloads: readonly Pick<Payload, 'type' | 'sha256'>[];
  /** Each example payload, sent once before the spike. */
  readonly examples: readonly LedgerEntry[];
  readonly spike: readonly LedgerEntry[];
  readonly arrivals: readonly Arrival[];
  /** Delivery ids in the dead-letter queue. */
  readonly deadLetters: readonly string[];
  readonly backlog: readonly BacklogSample[];
  /** The destinations that the routes name for a type of event; none means that it is filtered. */
  readonly destinationsOf: (type: string) => readonly string[];
}
