import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { propertyRuns } from '../webhook/vectors/property-runs.ts';
import { correctClock } from './clock-skew.ts';
import { createTrueTime } from './true-time.ts';

const start = Date.parse('2026-11-23T12:00:00.000Z');

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: start });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A call that took so long, whose answer was given at a moment of it. `off`: AWS's clock less ours. */
function answer(config: { systemClockOffset: number }, off: number, took: number, moment: number) {
  const at = Date.now();
  const date = new Date(at + off + moment * took).toUTCString();
  vi.setSystemTime(at + took);
  correctClock(config, { at, offset: 0 }, { headers: { date } });
}

// A little less than half of the time by which `infra/delivery-rules.ts` has a lease outlast its function.
const mostApartMs = 3_250;

it('brings any clock so near to the time of AWS that no lease ends too early', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.integer({ min: -10_000, max: 10_000 }), fc.integer({ min: -1e9, max: 1e9 })),
      fc.integer({ min: 0, max: 1_500 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (off, took, moment) => {
        const config = { systemClockOffset: 0 };
        answer(config, off, took, moment);
        const now = createTrueTime({ config }, Date.now);
        expect(Math.abs(now() - (Date.now() + off))).toBeLessThanOrEqual(mostApartMs);
      },
    ),
    propertyRuns,
  );
});

it('learns nothing from an answer that waited for a function that was frozen', () => {
  const config = { systemClockOffset: 0 };
  answer(config, 0, 600_000, 0);
  expect(config.systemClockOffset).toBe(0);
});

it('learns nothing from a cache, or from no date', () => {
  const config = { systemClockOffset: 0 };
  const sent = { at: Date.now(), offset: 0 };
  correctClock(config, sent, { headers: { date: new Date(0).toUTCString(), age: '3' } });
  correctClock(config, sent, { headers: {} });
  expect(config.systemClockOffset).toBe(0);
});

it('marks a refusal of what a wrong clock signed, and no other', () => {
  const refused = (offset: number) => {
    const error = { $metadata: { clockSkewCorrected: false } };
    const date = new Date(Date.now() + 600_000).toUTCString();
    correctClock(
      { systemClockOffset: 0 },
      { at: Date.now(), offset },
      { headers: { date } },
      error,
    );
    return error.$metadata.clockSkewCorrected;
  };
  expect(refused(0)).toBe(true);
  expect(refused(600_000)).toBe(false);
});
