/** In which zone times are shown: that of the stage's logs, or that of who reads. */
export type TimeZone = 'utc' | 'local';

/**
 * What a clock on the wall shows: `2026-11-26T12:04:31.250`. All times of the console are parts of it.
 *
 * @param at milliseconds since 1970, or ISO 8601
 */
export function wallClock(at: number | string, zone: TimeZone): string {
  const time = new Date(at);
  const ahead = zone === 'utc' ? 0 : -time.getTimezoneOffset() * 60_000;
  return new Date(time.getTime() + ahead).toISOString().slice(0, 23);
}

/**
 * The moment at which a clock shows this: addresses and endpoints have it in UTC.
 *
 * @param text as a field of a date and a time has it
 * @returns ISO 8601; `undefined` for what is no time
 */
export function momentOf(text: string, zone: TimeZone): string | undefined {
  const time = Date.parse(zone === 'utc' ? `${text}Z` : text);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString().replace('.000Z', 'Z');
}
