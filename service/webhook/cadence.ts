/** How often a source sends at the least, as `spillway.config.ts` says it. `false`: nobody watches. */
export type ExpectEvery = string | false | ExpectedTimes;

/** A cadence that holds at some times only, such as the days and hours at which people work. */
export interface ExpectedTimes {
  /** The longest pause: `'30 min'`, `'1 h'`, `'2 d'`. */
  readonly within: string;
  /** `'Mon-Fri'`, `'Mon,Thu'`. Default: every day. */
  readonly days?: string;
  /** `'08-20'`, `'08:30-17:15'`, or `'22-06'`, which begins on one of the days. Default: the whole day. */
  readonly hours?: string;
  /** An IANA name, such as `'Europe/Berlin'`; summer time counts. Default: `'UTC'`. */
  readonly timeZone?: string;
}

/** Read and checked. Plain JSON. */
export interface Cadence {
  readonly withinMs: number;
  /** As it was written, on one line. */
  readonly text: string;
  /** Absent where something is expected at any time. */
  readonly times?: WeeklyTimes;
}

/** The same each week. */
export interface WeeklyTimes {
  /** 0 is Sunday. */
  readonly days: readonly number[];
  /** Minutes since midnight; `until` is above 1440 where it is on the next day. */
  readonly from: number;
  readonly until: number;
  readonly timeZone: string;
}

const minuteMs = 60_000;
const dayMinutes = 1440;
/** Nobody is punctual to the minute, and metrics come late. */
const grace = { share: 0.1, leastMs: 5 * minuteMs };

/** For how long a source may be silent: its pause and a tenth, as far as there is expected time. */
export function longestSilenceMs({ withinMs, times }: Cadence): number {
  const late = withinMs + Math.max(grace.leastMs, withinMs * grace.share);
  return times === undefined ? late : Math.min(late, shortestStretchMs(times));
}

/** Whole days that touch are one stretch. */
export function shortestStretchMs({ days, from, until }: WeeklyTimes): number {
  if (until - from < dayMinutes) return (until - from) * minuteMs;
  const isOn = (day: number) => days.includes(((day % 7) + 7) % 7);
  const starts = days.filter((day) => !isOn(day - 1));
  const ends = starts.map((start) => {
    let day = start;
    while (isOn(day)) day++;
    return day - start;
  });
  return Math.min(...ends) * dayMinutes * minuteMs;
}
