import { describe, expect, it } from 'vitest';
import { courseOf, outcomeOf } from './course.ts';
import { environments, provisionedPollers, secondsUntil, standardPollers } from './fleet.ts';
import type { Load } from './load.ts';
import { simulate } from './simulate.ts';
import { ingestionEnvironments, perProvisionedPoller, perStandardPoller } from './throughput.ts';

const load: Load = {
  ratePerSecond: 5000,
  calmPerSecond: 10,
  bodyBytes: 8192,
  ingestionMs: 6,
  processingMs: 100,
  destinations: 1,
  failingShare: 0,
};

describe('fleets', () => {
  it('reach 1,250 standard pollers after 249 seconds, and no more', () => {
    expect(secondsUntil(standardPollers(10_000), 1250)).toBe(249);
    expect(secondsUntil(standardPollers(10_000), 1251)).toBeUndefined();
    expect(secondsUntil(standardPollers(100), 101)).toBeUndefined();
  });
  it('grow by 1,000 a minute where pollers are provisioned, from at most 200 to at most 10,000', () => {
    expect(secondsUntil(provisionedPollers(200, 1200), 1200)).toBeCloseTo(60);
    expect(provisionedPollers(500, 20_000)).toMatchObject({ first: 200, most: 10_000 });
  });
  it('have the first 1,000 environments at once, and 1,000 more every 10 seconds', () => {
    expect(secondsUntil(environments(10_000), 1000)).toBe(0);
    expect(secondsUntil(environments(10_000), 10_000)).toBe(90);
  });
});

describe('what one of each carries', () => {
  it('is ten requests a second of an environment, however short they are', () => {
    expect(ingestionEnvironments(100_000, 6)).toBe(10_000);
    expect(ingestionEnvironments(100_000, 250)).toBe(25_000);
  });
  it('is a batch after the other of a standard poller, and 100 messages or 1 MB a second of a provisioned one', () => {
    const batches = { batchSize: 10, processingMs: 40 };
    expect(perStandardPoller(batches)).toBe(250);
    expect(perProvisionedPoller(batches, 8192)).toBe(100);
    expect(perProvisionedPoller(batches, 100_000)).toBe(10);
    expect(perProvisionedPoller({ batchSize: 10, processingMs: 2000 }, 8192)).toBe(50);
  });
});

describe('a backlog', () => {
  const endless = { ratePerSecond: 1e9, burst: 1e9 };
  const free = { environments: { first: 1e9, perSecond: 0, most: 1e9 }, perEnvironment: 1e9 };
  const through = (most: number, perPoller: number) => ({
    gateway: endless,
    ingestion: free,
    processing: {
      ...free,
      pollers: standardPollers(most),
      perPoller,
      calmBatch: { seconds: 0, perPoller },
    },
  });

  it('peaks at (λ − 5μ)² / 2rμ, (λ/μ − 5)/r seconds after the rate came, while pollers are added', () => {
    const [rate, perPoller] = [5000, 100];
    const outcome = outcomeOf(simulate(through(1250, perPoller), courseOf(load)), load);

    const expected = (rate - 5 * perPoller) ** 2 / (2 * 5 * perPoller);
    expect(expected).toBe(20_250);
    expect(outcome.peakBacklog / expected).toBeCloseTo(1, 1.7);
    expect(Math.abs(outcome.peakBacklogAtSecond - (rate / perPoller - 5) / 5)).toBeLessThanOrEqual(
      1,
    );
    expect(outcome.drainSeconds).toBeGreaterThan(9);
    expect(outcome.growthPerSecond).toBe(0);
  });

  it('grows by λ − cap · μ where the cap is below the rate, and never drains', () => {
    const outcome = outcomeOf(simulate(through(20, 100), courseOf(load)), load);
    expect(outcome.growthPerSecond).toBeCloseTo(3000);
    expect(outcome.drainSeconds).toBeUndefined();
  });

  it('drains in backlog / (cap · μ − λ) once the rate is calm, and was as old as backlog / throughput', () => {
    const spike = { ...load, seconds: 60 };
    const moments = simulate(through(20, 100), courseOf(spike));
    const outcome = outcomeOf(moments, spike);
    // Three seconds at 5 to 20 pollers, then 57 at 20.
    expect(outcome.peakBacklog).toBeCloseTo(3000 * 60 + 0.5 * 3 * 1500, -3);
    expect(outcome.drainSeconds).toBeCloseTo(outcome.peakBacklog / (2000 - 10), -0.5);
    const atItsEnd = moments[59];
    expect(atItsEnd?.ageSeconds).toBeCloseTo((60 * (5000 - 2000)) / 5000, -0.5);
    // The last webhook of the spike waits for all before it.
    expect(outcome.peakAgeSeconds).toBeCloseTo(outcome.peakBacklog / 2000, -0.5);
  });
});
