import type { DeliveryRecord } from '../deliveries/delivery-records.ts';

/** The way of every webhook with one delivery id, as far as the stage tells it. Its JSON is for programs too. */
export interface Journeys {
  /** Changes where a field goes or means something else. */
  readonly version: 1;
  readonly stage: string;
  readonly deliveryId: string;
  /** One for each source that has seen the id. */
  readonly webhooks: readonly Journey[];
  readonly looked: readonly Look[];
}

export interface Journey {
  readonly source: string;
  /** As the configuration names it. */
  readonly sender?: string | undefined;
  readonly type?: string | undefined;
  /** In the order of time. */
  readonly events: readonly JourneyEvent[];
  /** How it stands at each destination; one more for each time that it was sent again. */
  readonly deliveries: readonly PassRecord[];
  /** How many dead letters of it are in the queue now; absent where nobody looked. */
  readonly letters?: number;
  readonly traces: readonly TracePart[];
}

export type EventKind =
  | 'received'
  | 'verified'
  | 'stored'
  | 'attempt'
  | 'delivered'
  | 'failed'
  | 'put-back'
  | 'parked'
  | 'dead-lettered'
  | 'redriven'
  | 'replayed'
  | 'processed'
  | 'duplicate'
  | 'left-over'
  | 'filtered';

/** One thing that happened to a webhook. */
export interface JourneyEvent {
  readonly event: EventKind;
  /** ISO 8601. */
  readonly at: string;
  readonly function: 'ingestion' | 'processing';
  readonly destination?: string | undefined;
  /** How long an attempt took. */
  readonly ms?: number | undefined;
  /** What the destination answered. */
  readonly status?: number | undefined;
  readonly error?: string | undefined;
  /** Why it is a dead letter. */
  readonly reason?: string | undefined;
  /** Until it is tried again. */
  readonly inSeconds?: number | undefined;
  /** Of the secret whose signature it bore; of a service's event, the client. */
  readonly slot?: string | undefined;
  readonly client?: string | undefined;
  readonly bytes?: number | undefined;
  /** Why each route did not take it. */
  readonly reasons?: readonly { readonly route: string; readonly why: string }[] | undefined;
  /** Of the redrive or the replay. */
  readonly run?: string | undefined;
  readonly trackingId?: string | undefined;
  readonly traceId?: string | undefined;
}

/** What the table knows of one delivery, and by which nonce: that of a dead letter or of a replay. */
export interface PassRecord extends DeliveryRecord {
  readonly nonce?: string | undefined;
}

/** What X-Ray knows of this webhook in one trace. */
export interface TracePart {
  readonly traceId: string;
  readonly spans: readonly Span[];
}

export interface Span {
  readonly name: string;
  /** How deep it is within others. */
  readonly depth: number;
  /** ISO 8601. */
  readonly at: string;
  readonly ms: number;
  readonly operation?: string | undefined;
  readonly destination?: string | undefined;
  readonly status?: number | undefined;
  readonly isFailed: boolean;
}

/** Where was looked, so that what is missing can be judged. */
export interface Look {
  readonly place: 'logs' | 'table' | 'dead letters' | 'X-Ray';
  /** ISO 8601; absent for what has no range of time. */
  readonly since?: string;
  readonly found: number;
  /** Why it could not be read. */
  readonly failed?: string;
  /** What it says nothing of. */
  readonly note?: string;
}
