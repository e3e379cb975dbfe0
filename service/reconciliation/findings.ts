import type { DeliveryLogError } from '../errors.ts';
import type { Decision } from './decision.ts';

/** What one run found and did at one source. */
export interface Findings {
  readonly rows: {
    read: number;
    /** Too young to be judged. */
    young: number;
    /** Of a type that no route takes. */
    unwanted: number;
    /** We have it. */
    ours: number;
    /** Delivered before the reconciler's first run, maybe elsewhere. */
    earlier: number;
  };
  readonly found: Decision[];
  readonly asked: Decision[];
  /** Those with an end, which says which: a loss is told at least once, what arrived at most once. */
  readonly ended: Decision[];
  /** Missing ones that are due and were not asked for, and why. */
  left?: { readonly count: number; readonly why: WhyLeft };
  /** Why the log was not read, or not to the end. */
  failure?: DeliveryLogError;
  /** The log was not read, since the sender has asked for silence until then, by our clock. */
  silentUntil?: number;
  /** The age of what is not done yet: of the log's first unread row, or of what is to be asked for. */
  lagMs: number;
}

export type WhyLeft = 'unwell' | 'probe-not-seen' | 'time-is-up' | 'sender-throttles';

export function noFindings(): Findings {
  return {
    rows: { read: 0, young: 0, unwanted: 0, ours: 0, earlier: 0 },
    ...{ found: [], asked: [], ended: [], lagMs: 0 },
  };
}
