import type { Range } from './period-of-range.ts';

const units = { M: 60_000, H: 3_600_000, D: 86_400_000, W: 604_800_000 } as const;
/** `-PT3H`, `PT15M`, `-P30D`, `-P2W` */
const relative = /^-?P(?:T(?<time>\d+)(?<timeUnit>[HM])|(?<days>\d+)(?<dayUnit>[DW]))$/;

/** @returns milliseconds; `undefined` for what is no such length of time */
export function lengthOf(text: string): number | undefined {
  const { time, timeUnit, days, dayUnit } = relative.exec(text)?.groups ?? {};
  if (time !== undefined) return Number(time) * units[timeUnit as 'H' | 'M'];
  return days === undefined ? undefined : Number(days) * units[dayUnit as 'D' | 'W'];
}

/** The time that a widget shows: its own, where it has one. */
export function ownRange(
  { start, end }: { readonly start?: string | undefined; readonly end?: string | undefined },
  range: Range,
  now: number,
): Range {
  if (start === undefined) return range;
  const length = lengthOf(start);
  const to = end === undefined || Number.isNaN(Date.parse(end)) ? now : Date.parse(end);
  const from = length === undefined ? Date.parse(start) : now - length;
  return from < to ? { from, to } : range;
}
