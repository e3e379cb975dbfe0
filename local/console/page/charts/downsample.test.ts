import { expect, it } from 'vitest';
import { downsample } from './downsample.ts';

const seconds = (count: number) => Array.from({ length: count }, (_, at) => at);

it('leaves as they are as many points as can be drawn', () => {
  const columns = { times: seconds(2000), series: [{ label: 'a', values: seconds(2000) }] };
  expect(downsample(columns)).toBe(columns);
});

it('keeps the lowest and the highest value of each stretch, in their order, and the ends of time', () => {
  const values = seconds(10_000).map((at) => (at === 4321 ? 900 : at === 4322 ? -900 : at % 7));
  const { times, series } = downsample({
    times: seconds(10_000),
    series: [{ label: 'a', values }],
  });
  const kept = series[0]?.values ?? [];
  expect([times.length, kept.length]).toEqual([2000, 2000]);
  expect([times[0], times.at(-1)]).toEqual([0, 9999]);
  const spike = kept.indexOf(900);
  expect(spike).toBeGreaterThan(0);
  expect(kept[spike + 1]).toBe(-900);
  expect(Math.abs((times[spike] ?? 0) - 4321)).toBeLessThanOrEqual(10);
});

it('keeps gaps, and tells them from a period that is not its own', () => {
  const values = seconds(4000).map((at) => (at < 1000 ? null : at < 2000 ? undefined : at));
  const { series } = downsample({ times: seconds(4000), series: [{ label: 'a', values }] });
  const kept = series[0]?.values ?? [];
  expect([kept[0], kept[600], kept[1000]]).toEqual([null, undefined, 2000]);
});

it('gives each time one value where the last stretch has a single point', () => {
  const columns = { times: seconds(4), series: [{ label: 'a', values: seconds(4) }] };
  expect(downsample(columns, 3)).toEqual({
    times: [0, 2, 3],
    series: [{ label: 'a', values: [0, 2, 3] }],
  });
});
