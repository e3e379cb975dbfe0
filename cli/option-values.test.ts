import { describe, expect, it } from 'vitest';
import { pointInTime, portNumber, ratePerSecond } from './option-values.ts';

const now = Date.parse('2026-11-25T12:00:00Z');
const read = (text: string) => pointInTime(() => now)(text).toISOString();

describe('a point in time', () => {
  it.each([
    ['2026-11-25T10:00Z', '2026-11-25T10:00:00.000Z'],
    ['2026-11-25T10:00:01.250Z', '2026-11-25T10:00:01.250Z'],
    ['2026-11-25T10:00+02:00', '2026-11-25T08:00:00.000Z'],
    ['2026-11-25', '2026-11-25T00:00:00.000Z'],
    ['90s', '2026-11-25T11:58:30.000Z'],
    ['30m', '2026-11-25T11:30:00.000Z'],
    ['2h', '2026-11-25T10:00:00.000Z'],
    ['1d', '2026-11-24T12:00:00.000Z'],
  ])('is read: %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  // Without a zone it would mean another time on each machine.
  it.each(['2026-11-25T10:00', '2026-13-01', '25.11.2026', 'yesterday', '2w', '-2h', ''])(
    'is refused: %j',
    (text) => {
      expect(() => read(text)).toThrow('a time with its zone');
    },
  );
});

it('takes no rate so slow that a timer would not wait for it, and no port that there is none of', () => {
  expect([ratePerSecond('0.001'), portNumber('65535')]).toEqual([0.001, 65_535]);
  for (const text of ['1e-9', '0', '-1', 'NaN', '1e999']) {
    expect(() => ratePerSecond(text)).toThrow('It must be a number');
  }
  for (const text of ['65536', '0', '1.5', '-1']) {
    expect(() => portNumber(text)).toThrow('It must be a');
  }
});
