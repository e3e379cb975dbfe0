import type { ComparisonOperator, IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Watched } from '../watched.ts';

/** P wakes someone; T waits for the morning. */
export type Severity = 'P' | 'T';

export interface AlarmText {
  readonly severity: Severity;
  /**
   * One sentence with the number. `of` is the source or the destination of an alarm that there is for each of them;
   * without it, the alarm is over all.
   */
  readonly meaning: (watched: Watched, of?: string) => string;
  /** Who notices, and what they lose. */
  readonly impact: (watched: Watched, of?: string) => string;
  /** Whether it tells of a lost webhook, and therefore also during maintenance. */
  readonly inMaintenance?: boolean;
  /** How it behaves at 10 webhooks a day, spread over the day. */
  readonly atLowTraffic: string;
}

/** An alarm on one metric, or on one expression over metrics. */
export interface AlarmDefinition extends AlarmText {
  readonly metric: (watched: Watched, of?: string) => IMetric;
  readonly comparison: ComparisonOperator;
  readonly threshold: (watched: Watched) => number;
  /** M of N periods. */
  readonly datapoints: readonly [m: number, n: number];
  readonly missing: TreatMissingData;
  /**
   * There is one alarm for each of these, with its name at the end, and none where there are none; `cadences`: for each
   * source that has one. Otherwise there is one.
   */
  readonly each?: 'sources' | 'destinations' | 'cadences' | 'deliveryLogs';
}

/** An alarm on the states of others. */
export interface CompositeDefinition extends AlarmText {
  /** Pairs of windows: it fires while both alarms of one pair do. */
  readonly pairs: readonly (readonly [long: string, short: string])[];
}
