import { expect, it } from 'vitest';
import { type Health, healthMetrics, isHealthy } from './judge-health.ts';

const health = (values: Partial<Record<keyof Health, number>>): Health => ({
  ...{ failed: [], throttled: [], accepted: [], throttles: [] },
  ...Object.fromEntries(Object.entries(values).map(([name, value]) => [name, [{ value }]])),
});

it.each([
  [true, {}],
  [true, { accepted: 1_000 }],
  [true, { failed: 2 }],
  [true, { failed: 30, accepted: 1_000 }],
  [false, { failed: 3 }],
  [false, { failed: 60, accepted: 1_000 }],
  [false, { throttled: 1, accepted: 1_000 }],
  [false, { throttles: 1, accepted: 1_000 }],
] as const)('says %s of %o', (expected, values) => {
  expect(isHealthy(health(values))).toBe(expected);
});

it('looks at the metrics of this stage', () => {
  expect(healthMetrics('spillway-dev')).toMatchObject({
    failed: { name: 'RequestFailed', dimensions: { service: 'spillway-dev' } },
    accepted: { dimensions: { service: 'spillway-dev-ingestion' } },
    throttles: { namespace: 'AWS/Lambda', dimensions: { FunctionName: 'spillway-dev-ingestion' } },
  });
});
