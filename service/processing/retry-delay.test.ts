import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRetryAfter } from './retry-after.ts';
import { retryDelaySeconds } from './retry-delay.ts';

const latest = { baseSeconds: 5, capSeconds: 900, random: () => 1 };

describe('the pause before the next attempt', () => {
  it('grows fourfold up to its cap', () => {
    const pauses = [1, 2, 3, 4, 5, 6].map((attempt) => retryDelaySeconds(latest, attempt));
    expect(pauses).toEqual([5, 20, 80, 320, 900, 900]);
  });

  it('is half fixed and half random, so that failures come back neither at once nor together', () => {
    expect(retryDelaySeconds({ ...latest, random: () => 0 }, 4)).toBe(160);
    expect(retryDelaySeconds({ ...latest, random: () => 0.5 }, 4)).toBe(240);
  });

  it('is at least what the destination asked for', () => {
    expect(retryDelaySeconds({ ...latest, random: () => 0 }, 1, 60)).toBe(60);
    expect(retryDelaySeconds(latest, 1, 60)).toBe(65);
  });

  it('is a whole number that SQS takes and never beyond the cap, whatever is asked for', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 0, max: 1_000_000_000 }),
        (attempt, chance, asked) => {
          const seconds = retryDelaySeconds({ ...latest, random: () => chance }, attempt, asked);
          expect(Number.isInteger(seconds) && seconds >= 0 && seconds <= 900).toBe(true);
        },
      ),
    );
  });
});

describe('Retry-After', () => {
  const now = Date.parse('2026-11-23T12:00:00Z');

  it.each([
    ['120', 120],
    [' 0 ', 0],
    ['0.35', 1],
    ['Mon, 23 Nov 2026 12:01:30 GMT', 90],
    ['Monday, 23-Nov-26 12:01:30 GMT', 90],
    ['Mon, 23 Nov 2026 11:00:00 GMT', 0],
    ['-5', undefined],
    ['soon', undefined],
    ['1e9', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%s is %s s', (value, seconds) => {
    expect(readRetryAfter(value, now)).toBe(seconds);
  });
});
