import { expect, it } from 'vitest';
import { readAsked } from './asked-range.ts';

const now = Date.UTC(2026, 10, 26, 12);
const ask = (query: string) => readAsked(new URLSearchParams(query), now);
const hourMs = 3_600_000;

it.each([
  ['', 3 * hourMs],
  ['range=15m', hourMs / 4],
  ['range=12h', 12 * hourMs],
  ['range=30d', 720 * hourMs],
])('takes %j as a time until now', (query, length) => {
  expect(ask(query)).toEqual({ from: now - length, to: now });
});

it('takes a part of the past', () => {
  expect(ask('from=2026-11-26T01:00:00Z&to=2026-11-26T02:00:00Z')).toEqual({
    ...{ from: Date.UTC(2026, 10, 26, 1), to: Date.UTC(2026, 10, 26, 2) },
  });
});

it.each([
  ['range=3w', '15m, 3h or 1d'],
  ['from=now&to=later', 'ISO 8601'],
  ['from=2026-11-26T02:00:00Z&to=2026-11-26T01:00:00Z', 'not before'],
  ['range=0h', 'not before'],
  ['from=2020-01-01T00:00:00Z&to=2026-11-26T01:00:00Z', '15 months'],
])('refuses %s and says why', (query, why) => {
  expect(() => ask(query)).toThrow(why);
});
