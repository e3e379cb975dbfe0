import { expect, it } from 'vitest';
import { createTrueTime, isTimeKnown } from './true-time.ts';

it.each([
  ['right', 0, 1_000_000],
  ['off by what an answer takes', -1_999, 1_000_000],
  ['off by so much that a lease would end too early', 40_000, 1_040_000],
  ['ten minutes ahead', -600_000, 400_000],
  ['ten minutes behind', 600_000, 1_600_000],
])('of a clock that is %s is the time of AWS where it matters', (_, systemClockOffset, time) => {
  expect(createTrueTime({ config: { systemClockOffset } }, () => 1_000_000)()).toBe(time);
});

it('follows what later answers say', () => {
  const config = { systemClockOffset: 0 };
  const now = createTrueTime({ config }, () => 1_000_000);
  config.systemClockOffset = 600_000;
  expect(now()).toBe(1_600_000);
});

it('is known once AWS has answered', () => {
  expect(isTimeKnown({ config: {} })).toBe(false);
  expect(isTimeKnown({ config: { systemClockOffset: 0 } })).toBe(false);
  expect(isTimeKnown({ config: { systemClockOffset: -12.5 } })).toBe(true);
});
