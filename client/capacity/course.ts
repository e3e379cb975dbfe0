import type { Load } from './load.ts';
import type { Course, Moment } from './simulate.ts';
import { roundUp } from './throughput.ts';

const hour = 3600;
/** A backlog that grows is looked at for so long; what comes later is on the same line. */
const longest = 4 * hour;

/** The load as it comes, second by second. */
export function courseOf({ ratePerSecond, calmPerSecond, seconds = Infinity }: Load): Course {
  return {
    offered: (second) => (second < seconds ? ratePerSecond : calmPerSecond),
    calmPerSecond,
    leastSeconds: Number.isFinite(seconds) ? seconds : hour,
    mostSeconds: Number.isFinite(seconds) ? seconds + longest : hour,
  };
}

export interface Outcome {
  /** Answered 503: by the gateway's throttle, and for want of an environment. */
  readonly refused: { readonly throttled: number; readonly unserved: number };
  readonly peakBacklog: number;
  readonly peakBacklogAtSecond: number;
  readonly peakAgeSeconds: number;
  readonly peakPollers: number;
  /** Seconds from the end of the load, or where it stays from its beginning, until nothing waits. `undefined`: never. */
  readonly drainSeconds: number | undefined;
  /** Webhooks a second by which the backlog still grows at the end. */
  readonly growthPerSecond: number;
}

export function outcomeOf(moments: readonly Moment[], { seconds }: Pick<Load, 'seconds'>): Outcome {
  const sum = (pick: (moment: Moment) => number) =>
    moments.reduce((total, moment) => total + pick(moment), 0);
  const most = (pick: (moment: Moment) => number) =>
    moments.reduce((highest, moment) => Math.max(highest, pick(moment)), 0);
  const peak = moments.reduce((most, one) => (one.backlog > most.backlog ? one : most));
  const last = moments.at(-1) ?? peak;
  const growth = last.backlog > 0.5 ? last.accepted - last.processed : 0;
  return {
    refused: {
      throttled: Math.round(sum(({ throttled }) => throttled)),
      unserved: Math.round(sum(({ unserved }) => unserved)),
    },
    ...{ peakBacklog: Math.round(peak.backlog), peakBacklogAtSecond: peak.second + 1 },
    peakAgeSeconds: most(({ ageSeconds }) => ageSeconds),
    peakPollers: roundUp(most(({ pollers }) => pollers)),
    drainSeconds: growth > 0 ? undefined : Math.max(0, emptyAt(moments) - (seconds ?? 0)),
    growthPerSecond: Math.max(0, growth),
  };
}

/** What hadn't ended when the look ended goes on at its last pace. */
function emptyAt(moments: readonly Moment[]): number {
  const waited = moments.findLast(({ backlog }) => backlog > 0.5);
  if (waited === undefined) return 0;
  const pace = waited.processed - waited.accepted;
  return waited.second + 1 + (pace > 0 ? waited.backlog / pace : 0);
}
