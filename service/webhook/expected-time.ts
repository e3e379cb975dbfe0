import { type Cadence, longestSilenceMs, type WeeklyTimes } from './cadence.ts';

/** Milliseconds since 1970; `to` is not part of it. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

const minuteMs = 60_000;
const dayMs = 1440 * minuteMs;
/** Expected times come each week, so that no stretch of them is longer ago than this. */
const farthestMs = 15 * dayMs;

/**
 * The longest time in which something was expected and nothing came, in milliseconds: it ends with each webhook, and
 * begins with the expected time. While nothing comes it never falls.
 *
 * @param heardAt when the last webhook came
 */
export function longestSilence(cadence: Cadence, heardAt: number, now: number): number {
  if (cadence.times === undefined) return Math.max(0, now - heardAt);
  const since = Math.max(heardAt, now - farthestMs);
  const silences = expectedStretches(cadence.times, since, now).map(
    ({ from, to }) => Math.min(now, to) - Math.max(since, from),
  );
  return Math.max(0, ...silences);
}

/** How much of the longest silence that it may make has passed: from 100 on the source is silent. */
export function silencePercent(cadence: Cadence, heardAt: number, now: number): number {
  const share = longestSilence(cadence, heardAt, now) / longestSilenceMs(cadence);
  return Math.floor(1000 * share) / 10;
}

/** Those that touch are one. They may begin before `since` and end after `now`. */
function expectedStretches(times: WeeklyTimes, since: number, now: number): readonly Stretch[] {
  const toUtc = createToUtc(times.timeZone);
  const stretches: Stretch[] = [];
  // A local day begins up to 14 hours before or after the day in UTC, and a night belongs to the day before.
  for (let day = Math.floor(since / dayMs) * dayMs - 8 * dayMs; day <= now + dayMs; day += dayMs) {
    if (!times.days.includes(new Date(day).getUTCDay())) continue;
    const stretch = {
      from: toUtc(day + times.from * minuteMs),
      to: toUtc(day + times.until * minuteMs),
    };
    const last = stretches.at(-1);
    if (last !== undefined && last.to >= stretch.from) {
      stretches.splice(-1, 1, { from: last.from, to: stretch.to });
    } else stretches.push(stretch);
  }
  return stretches.filter(({ from, to }) => to > since && from < now);
}

/** From a local time, written as if it were UTC. An hour that summer time leaves out is the one after it. */
function createToUtc(timeZone: string): (local: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
  });
  const localOf = (time: number): number => {
    const parts = format.formatToParts(time).map(({ type, value }) => [type, Number(value)]);
    const { year, month, day, hour, minute, second } = Object.fromEntries(parts);
    return Date.UTC(year, month - 1, day, hour, minute, second);
  };
  return (local) => {
    const guess = local - (localOf(local) - local);
    return guess - (localOf(guess) - local);
  };
}
