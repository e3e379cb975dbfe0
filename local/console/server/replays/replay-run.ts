/** Webhooks that are replayed by the console. A closed page ends nothing of it. */
export interface ReplayRun {
  /** The run that the journeys of its webhooks name. */
  readonly id: string;
  readonly state: 'running' | 'cancelling' | 'ended' | 'failed';
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly ratePerSecond: number;
  readonly toDo: number;
  readonly sent: number;
  /** How many could not be replayed; and why, of the first of them. */
  readonly notSent: number;
  readonly reasons: readonly { readonly deliveryId: string; readonly why: string }[];
  /** What ended it, once it has. */
  readonly stopped?: 'end' | 'cancelled' | 'too many failed';
  readonly error?: { readonly message: string; readonly remedy?: string };
}
