import { expect, it } from 'vitest';
import { percentilesOf } from '../judge/statistics.ts';
import { planArrivals, quietPhasesOf, readPhases, resizePhases } from './phases.ts';
import { scenarioFile } from './scenario-files.ts';

const spike = readPhases(scenarioFile('spike'));

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

it('plans the spike: 3 a second, within 5 seconds 300, 20 seconds of it, 3 again', () => {
  const plan = planArrivals(spike);

  expect(plan.slice(13, 22)).toEqual([3, 3, 3, 77, 152, 226, 300, 300, 300]);
  expect(plan.filter((rate) => rate === 300)).toHaveLength(21);
  expect(plan.at(-1)).toBe(3);
  expect(sum(plan)).toBe(6833);
});

it('keeps the shape of the spike at another height and length', () => {
  const phases = resizePhases(spike, { rate: 600, seconds: 4 });

  expect(phases.map(({ name, duration, rampTo }) => ({ name, duration, rampTo }))).toEqual([
    { name: 'calm', duration: 3, rampTo: 6 },
    { name: 'ramp', duration: 2, rampTo: 600 },
    { name: 'sustained', duration: 4, rampTo: 600 },
    { name: 'recovery', duration: 2, rampTo: 6 },
  ]);
});

it('shares the rate among several processes, of which each sends at least one a second', () => {
  const rates = resizePhases(spike, { workers: 10 }).map(({ rampTo }) => rampTo);

  expect(rates).toEqual([1, 30, 30, 1]);
});

it('keeps only to what is usual until the scenario begins', () => {
  expect(quietPhasesOf(spike).map(({ name }) => name)).toEqual(['calm']);
  expect(quietPhasesOf(spike.slice(1))).toEqual([]);
});

it('leaves the spike as it is when no size is asked for', () => {
  expect(resizePhases(spike, {})).toEqual(spike);
});

it('takes percentiles by nearest rank, in any order of the values', () => {
  const values = Array.from({ length: 200 }, (_, index) => 200 - index);

  expect(percentilesOf(values)).toEqual({ count: 200, p50: 100, p95: 190, p99: 198, max: 200 });
  expect(percentilesOf([7])).toEqual({ count: 1, p50: 7, p95: 7, p99: 7, max: 7 });
  expect(percentilesOf([])).toBeUndefined();
});

it('plans no more webhooks than a process has memory for, and none at no rate', () => {
  expect(() => resizePhases(spike, { rate: 1_000_000, seconds: 600 })).toThrow(
    /webhooks of one process, which takes 20,000,000 at most/,
  );
  const silent = spike.map((part) => ({ ...part, arrivalRate: 0, rampTo: 0 }));
  expect(() => resizePhases(silent, {})).toThrow('no phase that sends');
});
