import type { Moment } from './simulate.ts';

/** What CloudWatch would have of a minute. */
export interface Minute {
  readonly offered: number;
  readonly throttled: number;
  readonly unserved: number;
  readonly accepted: number;
  readonly processed: number;
  /** The largest of the minute. */
  readonly backlog: number;
  readonly ageSeconds: number;
  readonly pollers: number;
  /** Webhooks that were taken from the queue later than the aim allows. */
  readonly late: number;
}

/** @param aimSeconds how long a webhook may wait */
export function minutesOf(moments: readonly Moment[], aimSeconds: number): readonly Minute[] {
  const grouped = Map.groupBy(moments, ({ second }) => Math.floor(second / 60));
  return [...grouped.values()].map((seconds) => {
    const sum = (pick: (moment: Moment) => number) =>
      seconds.reduce((total, moment) => total + pick(moment), 0);
    const most = (pick: (moment: Moment) => number) => Math.max(...seconds.map(pick));
    return {
      offered: sum(({ offered }) => offered),
      throttled: sum(({ throttled }) => throttled),
      unserved: sum(({ unserved }) => unserved),
      accepted: sum(({ accepted }) => accepted),
      processed: sum(({ processed }) => processed),
      late: sum(({ processed, ageSeconds }) => (ageSeconds > aimSeconds ? processed : 0)),
      backlog: most(({ backlog }) => backlog),
      ageSeconds: most(({ ageSeconds }) => ageSeconds),
      pollers: most(({ pollers }) => pollers),
    };
  });
}
