import { describe, expect, it } from 'vitest';
import type { ExpectEvery } from './cadence.ts';
import { longestSilence } from './expected-time.ts';
import { readCadence } from './read-cadence.ts';

/** In minutes, of times in UTC. */
function silence(value: Exclude<ExpectEvery, false>, heardAt: string, now: string): number {
  const cadence = readCadence(value);
  if ('problem' in cadence) throw new Error(cadence.problem);
  return longestSilence(cadence, Date.parse(`${heardAt}Z`), Date.parse(`${now}Z`)) / 60_000;
}

it('is the time since the last webhook, where something is expected at any time', () => {
  expect(silence('1 h', '2026-11-26T10:00', '2026-11-26T10:00')).toBe(0);
  expect(silence('1 h', '2026-11-26T10:00', '2026-11-26T11:30')).toBe(90);
  expect(silence('60 d', '2026-01-01T00:00', '2026-03-01T00:00')).toBe(59 * 1440);
  expect(silence('1 h', '2026-11-26T10:00', '2026-11-26T09:59')).toBe(0);
});

describe('where something is expected on working days from 8 to 20', () => {
  const working = { within: '1 h', days: 'Mon-Fri', hours: '08-20', timeZone: 'Europe/Berlin' };

  // 2026-11-26 is a Thursday. Berlin is an hour before UTC.
  it.each([
    ['in the morning, it begins at 8', '2026-11-26T18:30', '2026-11-27T08:00', 60],
    ['before 8, it stays what it was in the evening', '2026-11-26T18:30', '2026-11-27T06:59', 30],
    ['at night a webhook ends it', '2026-11-26T22:00', '2026-11-27T06:30', 0],
    ['in the night it stands still', '2026-11-26T10:00', '2026-11-27T03:00', 540],
    ['in the morning it does not begin anew', '2026-11-26T10:00', '2026-11-27T08:00', 540],
    ['over the weekend it stands still', '2026-11-27T18:30', '2026-11-29T12:00', 30],
    ['on Monday it begins at 8', '2026-11-27T18:30', '2026-11-30T08:05', 65],
    ['at the weekend a webhook ends it', '2026-11-28T12:00', '2026-11-30T07:00', 0],
    ['it never falls, however long nothing comes', '2026-01-05T08:00', '2026-11-26T03:00', 720],
  ])('%s', (_, heardAt, now, minutes) => {
    expect(silence(working, heardAt, now)).toBe(minutes);
  });

  it('begins at 8 by the clock on the wall, in summer and on the day of the change too', () => {
    // Summer time ends on 2026-10-25, a Sunday, and begins on 2026-03-29.
    expect(silence(working, '2026-10-23T17:30', '2026-10-23T18:00')).toBe(30);
    expect(silence(working, '2026-10-23T19:00', '2026-10-26T07:20')).toBe(20);
    expect(silence(working, '2026-03-27T20:00', '2026-03-30T06:20')).toBe(20);
    const sundays = { ...working, days: 'Sun', hours: '00-06' };
    expect(silence(sundays, '2026-10-24T12:00', '2026-10-25T12:00')).toBe(7 * 60);
    expect(silence(sundays, '2026-03-28T12:00', '2026-03-29T12:00')).toBe(5 * 60);
  });

  it.each([
    ['America/New_York', '2026-11-27T13:00'],
    ['Asia/Tokyo', '2026-11-26T23:00'],
    ['Asia/Kolkata', '2026-11-27T02:30'],
    ['Pacific/Kiritimati', '2026-11-26T18:00'],
    ['Pacific/Pago_Pago', '2026-11-27T19:00'],
    ['UTC', '2026-11-27T08:00'],
  ])('knows when it is 8 on a Friday in %s', (timeZone, eight) => {
    const there = { ...working, days: 'Fri', timeZone };
    const now = new Date(Date.parse(`${eight}Z`) + 60_000).toISOString().slice(0, -1);
    expect(silence(there, '2026-11-26T00:00', `${eight}:00`)).toBe(0);
    expect(silence(there, '2026-11-26T00:00', now)).toBe(1);
  });
});

it('takes a night as one, and days that touch', () => {
  const nights = { within: '1 h', days: 'Fri', hours: '22-06' };
  expect(silence(nights, '2026-11-27T20:00', '2026-11-28T05:00')).toBe(7 * 60);
  expect(silence(nights, '2026-11-27T20:00', '2026-11-28T23:00')).toBe(8 * 60);
  const days = { within: '2 d', days: 'Mon-Fri' };
  expect(silence(days, '2026-11-23T12:00', '2026-11-26T12:00')).toBe(3 * 1440);
  expect(silence(days, '2026-11-27T12:00', '2026-11-30T06:00')).toBe(720);
});
