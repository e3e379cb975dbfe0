import {
  type Cadence,
  type ExpectEvery,
  type ExpectedTimes,
  shortestStretchMs,
  type WeeklyTimes,
} from './cadence.ts';

export interface CadenceProblem {
  /** Absent where it is the whole. */
  readonly field?: keyof ExpectedTimes;
  readonly problem: string;
}

const minuteMs = 60_000;
const dayMinutes = 1440;
const unitMs = { m: minuteMs, h: 60 * minuteMs, d: dayMinutes * minuteMs } as const;
/** Silence is looked at every five minutes, and a pause of months is no cadence. */
const pauses = { fromMs: 10 * unitMs.m, toMs: 60 * unitMs.d };
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

const problems = {
  within: "must be a time from '10 min' to '60 d', such as '1 h'",
  days: "must name days, such as 'Mon-Fri' or 'Mon,Thu'",
  hours: "must be two times of the day, such as '08-20', '08:30-17:15' or '22-06'",
  timeZone: "must be the name of a time zone, such as 'Europe/Berlin' or 'UTC'",
} as const satisfies Record<keyof ExpectedTimes, string>;

export function readCadence(value: Exclude<ExpectEvery, false>): Cadence | CadenceProblem {
  if (typeof value === 'object') return readTimes(value);
  const withinMs = readPause(value);
  return withinMs === undefined ? { problem: problems.within } : { withinMs, text: value };
}

function readTimes(value: ExpectedTimes): Cadence | CadenceProblem {
  const { within, days, hours, timeZone = 'UTC' } = value;
  const read = {
    within: readPause(within),
    days: days === undefined ? [0, 1, 2, 3, 4, 5, 6] : readDays(days),
    hours: readHours(hours ?? '00-24'),
    timeZone: isTimeZone(timeZone) || undefined,
  };
  const { within: withinMs, days: chosen, hours: range } = read;
  if (withinMs === undefined || !chosen || !range || !read.timeZone) {
    const fields = Object.keys(read) as (keyof typeof read)[];
    const field = fields.find((name) => read[name] === undefined) ?? 'within';
    return { field, problem: problems[field] };
  }
  const text = [within, days, hours, value.timeZone].filter(Boolean).join(' ');
  const times = { days: chosen, ...range, timeZone };
  if (isAlways(times)) return { withinMs, text };
  return withinMs > shortestStretchMs(times) ? tooLong(times) : { withinMs, text, times };
}

function isAlways({ days, from, until }: WeeklyTimes): boolean {
  return days.length === 7 && until - from === dayMinutes;
}

function tooLong(times: WeeklyTimes): CadenceProblem {
  const hours = Math.round((100 * shortestStretchMs(times)) / unitMs.h) / 100;
  return {
    field: 'within',
    problem: `must be ${hours} h at most, as long as the shortest of the expected times: a longer silence could never be seen`,
  };
}

function readPause(text: string): number | undefined {
  const [, amount = '', unit = ''] = /^(\d{1,6}(?:\.\d{1,3})?) ?(m|min|h|d)$/.exec(text) ?? [];
  const ms = Number(amount) * (unitMs[unit.charAt(0) as keyof typeof unitMs] ?? Number.NaN);
  return ms >= pauses.fromMs && ms <= pauses.toMs ? ms : undefined;
}

function readDays(text: string): readonly number[] | undefined {
  const found = text.split(/, ?/).map(readDayRange);
  if (found.some((days) => days === undefined)) return undefined;
  return [...new Set(found.flatMap((days) => days ?? []))].toSorted();
}

/** `Sat-Mon` goes over the end of the week. */
function readDayRange(text: string): readonly number[] | undefined {
  const [first = -1, last = first, ...rest] = text.split('-').map((name) => weekdays.indexOf(name));
  if (first < 0 || last < 0 || rest.length > 0) return undefined;
  const count = ((last - first + 7) % 7) + 1;
  return Array.from({ length: count }, (_, index) => (first + index) % 7);
}

function readHours(text: string): Pick<WeeklyTimes, 'from' | 'until'> | undefined {
  const [, first = '', second = ''] = /^(\d\d(?::\d\d)?)-(\d\d(?::\d\d)?)$/.exec(text) ?? [];
  const from = readTimeOfDay(first);
  const until = readTimeOfDay(second);
  if (from === undefined || until === undefined || from === until || from === dayMinutes) {
    return undefined;
  }
  return { from, until: until > from ? until : until + dayMinutes };
}

function readTimeOfDay(text: string): number | undefined {
  const [hour = Number.NaN, minute = 0] = text.split(':').map(Number);
  const time = hour * 60 + minute;
  return text !== '' && minute < 60 && time <= dayMinutes ? time : undefined;
}

function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}
