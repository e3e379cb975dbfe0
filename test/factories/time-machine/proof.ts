import type { SeriesByMetric } from './time-machine.ts';

/** What a series stands for, the series, and when the alarm is on in it: see `alarmed` of the time machine. */
export type Case = readonly [what: string, given: SeriesByMetric, alarmed: string];
/** The alarm is never on in it. */
export type QuietCase = readonly [what: string, given: SeriesByMetric];

/** What is shown of each alarm of the catalogue. */
export interface Proof {
  /** What it is for. */
  readonly fires: Case;
  /** What looks like it, and is nothing to tell. */
  readonly quiet: QuietCase;
  /** Ends with the alarm off. */
  readonly clears: Case;
  /** Ten webhooks a day, or a queue that is asleep. */
  readonly sparse: Case | QuietCase;
  /** Exactly the threshold. */
  readonly atThreshold: Case | QuietCase;
  /** One datapoint, or one webhook, less than it takes. */
  readonly oneShort: QuietCase;
}

/** By the alarm's id in the catalogue. */
export type ProofsOf<Alarms> = { readonly [Id in keyof Alarms]: Proof };
