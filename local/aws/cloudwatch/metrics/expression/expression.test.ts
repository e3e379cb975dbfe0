import { describe, expect, it } from 'vitest';
import { evaluateExpression, singleSeries } from './evaluate.ts';
import { parseExpression } from './parse.ts';
import type { Series } from './value.ts';

type Metrics = Readonly<Record<string, Series>>;
const gap = undefined;

function compute(expression: string, metrics: Metrics): Series {
  const length = Math.max(...Object.values(metrics).map((points) => points.length), 1);
  const value = evaluateExpression(parseExpression(expression), {
    times: Array.from({ length }, (_, index) => index * 60_000),
    periodSeconds: 60,
    valueOf: (id) => {
      const points = metrics[id];
      return points && { kind: 'series', points };
    },
    metrics: (filter) =>
      Object.entries(metrics)
        .filter(([id]) => id.includes(filter))
        .map(([, points]) => points),
  });
  return singleSeries(value);
}

// Examples of https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
describe('as AWS documents it', () => {
  const compared = { metric1: [30, 20, 0, 0], metric2: [20, gap, 20, gap] };

  it.each([
    ['metric1 < metric2', [0, 0, 1, 0]],
    ['metric1 >= 30', [1, 0, 0, 0]],
    ['metric1 > 15 AND metric2 > 15', [1, 0, 0, 0]],
    ['(metric1 > 15 && metric2 > 15)', [1, 0, 0, 0]],
  ])('compares: %s', (expression, points) => {
    expect(compute(expression, compared)).toEqual(points);
  });

  it.each([
    ['IF(metric1, metric2, metric3)', [30, 0, 20, gap, gap]],
    ['IF(metric1, 5, metric3)', [5, 5, 20, gap, gap]],
    ['IF(metric1, metric2, 5)', [30, 0, 5, 5, gap]],
  ])('chooses: %s', (expression, points) => {
    const metrics = {
      metric1: [1, 1, 0, 0, gap],
      metric2: [30, gap, 0, 0, 30],
      metric3: [0, 0, 20, gap, 20],
    };
    expect(compute(expression, metrics)).toEqual(points);
  });
});

it.each([
  ['m1 + m2 * 2', [21, 2, 40]],
  ['(m1 + m2) * 2', [22, 4, 40]],
  ['-m1', [-1, -2, gap]],
  ['m1 - -1', [2, 3, gap]],
  ['2 ^ m1', [2, 4, gap]],
  ['m1 / 0', [gap, gap, gap]],
  ['m1 / m2', [0.1, gap, 0]],
  ['m1 == 1 OR m2 == 20', [1, 0, 1]],
  ['m1 != 1', [0, 1, gap]],
  ['FILL(m1, 0)', [1, 2, 0]],
  ['FILL(m2, REPEAT)', [10, 10, 20]],
  ['FILL(m2, LINEAR)', [10, 15, 20]],
  ['FILL(m1, LINEAR)', [1, 2, gap]],
  ['FILL(m1, m2)', [1, 2, 20]],
  ['FILL(m1, MAX(m2))', [1, 2, 20]],
  ['DIFF(m2)', [gap, gap, 10]],
  ['DIFF(FILL(m2, REPEAT))', [gap, 0, 10]],
  ['RATE(m2)', [gap, gap, 10 / 120]],
  ['m1 / PERIOD(m1)', [1 / 60, 2 / 60, gap]],
  ['SUM([m1, m2])', [11, 2, 20]],
  ['SUM([m1, 1])', [2, 3, 1]],
  ['MAX([m1, m2])', [10, 2, 20]],
  ['MIN([m1, m2])', [1, 2, 20]],
  ['AVG([m1, m2])', [5.5, 1, 10]],
  ['SUM(METRICS())', [11, 2, 20]],
  ['SUM(METRICS("m2"))', [10, gap, 20]],
  ['m1 - AVG(m1)', [-0.5, 0.5, gap]],
  ['m1 - MIN(m1)', [0, 1, gap]],
  ['ABS(m1 - 2)', [1, 0, gap]],
  ['CEIL(m1 / 2) + FLOOR(m1 / 2)', [1, 2, gap]],
  ['RUNNING_SUM(m1)', [1, 3, gap]],
  ['TIME_SERIES(3)', [3, 3, 3]],
  ['m1 / METRIC_COUNT(METRICS())', [0.5, 1, gap]],
  ['IF(m1 > 1, 100 * m1 / 2)', [gap, 100, gap]],
  ['IF(1, m1)', [1, 2, gap]],
])('computes %s', (expression, points) => {
  expect(compute(expression, { m1: [1, 2, gap], m2: [10, gap, 20] })).toEqual(points);
});

// The corrected time to drain, as the dashboards use it.
it('computes the time to drain', () => {
  const metrics = { del: [60, 60, 60], sent: [30, 60, 90], vis: [600, 600, 0] };
  const expression = 'IF(del>sent, vis/(del-sent)*PERIOD(del), IF(vis>0,3600,0))';
  expect(compute(expression, metrics)).toEqual([1200, 3600, 0]);
});

it.each([
  ['SEARCH("x", "Sum")', 'SEARCH is not supported'],
  ['ANOMALY_DETECTION_BAND(m1)', 'ANOMALY_DETECTION_BAND is not supported'],
  ['m9', 'the id m9'],
  ['m1 +', 'ends too early'],
  ['m1 m1', '"m1" is not expected'],
  ['m1 $ 2', 'from character 3'],
  ['AVG(m1)', 'a number, not a time series'],
  ['METRICS()', 'an array, not a time series'],
  ['IF(m1)', 'IF takes'],
  ['FILL(m1)', 'FILL takes'],
  ['DIFF(1)', 'takes a time series'],
  ['"text"', 'is not a value'],
  [`${'('.repeat(500)}m1${')'.repeat(500)}`, 'nested too deeply'],
])('refuses %s and says why', (expression, message) => {
  expect(() => compute(expression, { m1: [1], m2: [2] })).toThrow(message);
});
