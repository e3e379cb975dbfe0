import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { momentOf, wallClock } from './wall-clock.ts';

beforeEach(() => {
  vi.stubEnv('TZ', 'Europe/Berlin');
});
afterEach(() => {
  vi.unstubAllEnvs();
});

const winter = '2026-11-26T23:30:00.250Z';
const summer = '2026-07-01T23:30:00.250Z';

it('shows UTC, or what the clock of who reads showed on that day', () => {
  expect(wallClock(winter, 'utc')).toBe('2026-11-26T23:30:00.250');
  expect(wallClock(winter, 'local')).toBe('2026-11-27T00:30:00.250');
  expect(wallClock(Date.parse(summer), 'local')).toBe('2026-07-02T01:30:00.250');
});

it.each(['utc', 'local'] as const)('reads again what it shows in %s', (zone) => {
  expect([winter, summer].map((at) => momentOf(wallClock(at, zone), zone))).toEqual([
    winter,
    summer,
  ]);
});

it('reads what a field gives, and nothing else', () => {
  expect(momentOf('2026-11-26T12:00', 'utc')).toBe('2026-11-26T12:00:00Z');
  expect(momentOf('2026-11-26T12:00:30', 'local')).toBe('2026-11-26T11:00:30Z');
  expect(momentOf('', 'utc')).toBeUndefined();
});

const page = join(import.meta.dirname, '..');
/** What is read by a machine: an attribute, and an address. */
const isForMachines = /dateTime=|const iso = /;

it('is where each time of the page comes from', () => {
  const files = readdirSync(page, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.tsx?$/.test(file) && !/wall-clock|\.test\./.test(file),
  );
  const others = files.flatMap((file) =>
    readFileSync(join(page, file), 'utf8')
      .split('\n')
      .filter((line) => /toISOString|toTimeString|toLocale(?:Date|Time)/.test(line))
      .filter((line) => !isForMachines.test(line))
      .map((line) => `${file}: ${line.trim()}`),
  );
  expect(others).toEqual([]);
});
