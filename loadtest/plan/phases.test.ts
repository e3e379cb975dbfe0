import { expect, it } from 'vitest';
import { percentilesOf } from '../judge/statistics.ts';
import { planArrivals, readPhases, resizePhases } from './phases.ts';

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

it('plans the spike: 20 a second, within 5 seconds 300, 20 seconds of it, 20 again', () => {
  const plan = planArrivals(readPhases());

  expect(plan.slice(8, 17)).toEqual([20, 20, 20, 90, 160, 230, 300, 300, 300]);
  expect(plan.filter((rate) => rate === 300)).toHaveLength(21);
  expect(plan.at(-1)).toBe(20);
  expect(sum(plan)).toBe(7200);
});

it('keeps the shape of the spike at another height and length', () => {
  const phases = resizePhases(readPhases(), { rate: 60, seconds: 4 });

  expect(phases.map(({ name, duration, rampTo }) => ({ name, duration, rampTo }))).toEqual([
    { name: 'calm', duration: 2, rampTo: 4 },
    { name: 'ramp', duration: 2, rampTo: 60 },
    { name: 'sustained', duration: 4, rampTo: 60 },
    { name: 'recovery', duration: 2, rampTo: 4 },
  ]);
});

it('leaves the spike as it is when no size is asked for', () => {
  expect(resizePhases(readPhases(), {})).toEqual(readPhases());
});

it('takes percentiles by nearest rank, in any order of the values', () => {
  const values = Array.from({ length: 200 }, (_, index) => 200 - index);

  expect(percentilesOf(values)).toEqual({ count: 200, p50: 100, p95: 190, p99: 198, max: 200 });
  expect(percentilesOf([7])).toEqual({ count: 1, p50: 7, p95: 7, p99: 7, max: 7 });
  expect(percentilesOf([])).toBeUndefined();
});
