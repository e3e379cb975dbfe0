import { expect, it } from 'vitest';
import { periodOfRange } from './period-of-range.ts';
import { lengthOf, ownRange } from './read-range.ts';

const day = 86_400_000;
const now = Date.UTC(2026, 10, 26);
const last = (days: number) => ({ from: now - days * day, to: now });

it.each([
  ['keeps the steps of the dashboard', 60, last(1), 'inherit', 60],
  ['widens them where the time decides', 60, last(3), 'auto', 180],
  ['leaves long ones as they are', 3600, last(30), 'auto', 3600],
  ['shows no more points than a week of minutes has', 60, last(14), 'inherit', 120],
  [
    'asks for what CloudWatch still has: five minutes',
    60,
    { from: now - 20 * day, to: now - 19 * day },
    'inherit',
    300,
  ],
  [
    'asks for what CloudWatch still has: hours',
    60,
    { from: now - 70 * day, to: now - 69 * day },
    'inherit',
    3600,
  ],
] as const)('%s', (_, period, range, override, expected) => {
  expect(periodOfRange(period, range, override, now)).toBe(expected);
});

it('reads the lengths that a dashboard may name', () => {
  expect(['-PT3H', 'PT15M', '-P30D', '-P2W', '3h', '-P1M'].map(lengthOf)).toEqual([
    ...[3 * 3_600_000, 15 * 60_000, 30 * day, 14 * day, undefined, undefined],
  ]);
});

it('gives a widget its own time where it has one', () => {
  const range = last(1);
  expect(ownRange({}, range, now)).toBe(range);
  expect(ownRange({ start: '-P30D' }, range, now)).toEqual(last(30));
  const [start, end] = ['2026-11-01T00:00:00Z', '2026-11-02T00:00:00Z'];
  expect(ownRange({ start, end }, range, now)).toEqual({
    from: Date.parse(start),
    to: Date.parse(end),
  });
  expect(ownRange({ start: 'once' }, range, now)).toBe(range);
});
