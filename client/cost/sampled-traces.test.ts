import { expect, it } from 'vitest';
import { defaultSampling, sampledTraces } from './sampled-traces.ts';

const traces = { gateway: 1, behindQueue: 0 };

it('has all requests of a quiet stage by the rule of X-Ray itself, and few of a busy one', () => {
  const usage = { traces, sampling: defaultSampling };
  expect(sampledTraces(usage, 0.5)).toBe(1);
  expect(sampledTraces(usage, 10)).toBeCloseTo(0.145, 9);
});

it('has a trace of each batch that holds a recorded webhook, besides those of the gateway', () => {
  const sampling = { perSecond: 0, share: 0.01 };
  const of = (behindQueue: number) =>
    sampledTraces({ traces: { gateway: 1, behindQueue }, sampling }, 10);
  expect(of(1)).toBeCloseTo(0.02, 9);
  // Of a hundred batches of ten about ten hold one, and hardly any two.
  expect(of(0.1)).toBeCloseTo(0.01 + 0.1 * (1 - 0.99 ** 10), 9);
  const everyOne = { perSecond: 0, share: 1 };
  expect(sampledTraces({ traces: { gateway: 1, behindQueue: 0.1 }, sampling: everyOne }, 10)).toBe(
    1.1,
  );
});
