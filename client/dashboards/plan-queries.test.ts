import { expect, it } from 'vitest';
import { planQueries } from './plan-queries.ts';
import type { MetricRow } from './widget.ts';

const metric = (name: string, given: Partial<MetricRow> = {}): MetricRow => ({
  metric: { namespace: 'N', name, dimensions: { service: 'f' } },
  ...{ stat: 'Sum', period: 60, visible: true, axis: 'left', ...given },
});
const math = (expression: string, given: Partial<MetricRow> = {}): MetricRow => ({
  expression,
  ...{ stat: 'Average', period: 60, visible: true, axis: 'left', ...given },
});

it('asks once for what several widgets draw, and knows for which of them', () => {
  const [request, ...others] = planQueries([
    { index: 3, rows: [metric('a'), metric('b')] },
    { index: 5, rows: [metric('b')] },
  ]);
  expect(others).toEqual([]);
  expect(
    request?.queries.map(({ Id, MetricStat }) => [Id, MetricStat?.Metric?.MetricName]),
  ).toEqual([
    ['q0', 'a'],
    ['q1', 'b'],
  ]);
  expect(request?.placesOf.get('q1')).toEqual([
    { index: 3, row: 1, period: 60 },
    { index: 5, row: 0, period: 60 },
  ]);
});

it('keeps the ids of each widget apart, and texts in an expression as they are', () => {
  const hidden = { visible: false };
  const [request] = planQueries([
    { index: 0, rows: [math('FILL(a, 0) + "a"'), metric('first', { id: 'a', ...hidden })] },
    {
      index: 1,
      rows: [math("-a + SEARCH('{N,a} a', 'Sum')"), metric('second', { id: 'a', ...hidden })],
    },
  ]);
  const told = request?.queries.map(({ Id, Expression, MetricStat, ReturnData }) => [
    ...[Id, Expression ?? MetricStat?.Metric?.MetricName, ReturnData],
  ]);
  expect(told).toEqual([
    ['q0', 'first', false],
    ['q1', 'FILL(q0, 0) + "a"', true],
    ['q2', 'second', false],
    ['q3', "-q2 + SEARCH('{N,a} a', 'Sum')", true],
  ]);
});

it('asks by itself for an expression that means all metrics of its request', () => {
  const requests = planQueries([
    { index: 0, rows: [metric('a')] },
    { index: 1, rows: [math('SUM(METRICS())'), metric('b', { visible: false })] },
    { index: 2, rows: [metric('c')] },
  ]);
  expect(requests.map(({ queries }) => queries.length)).toEqual([1, 2, 1]);
});

it('asks for at most 500 in one request', () => {
  const rows = Array.from({ length: 300 }, (_, at) => metric(`m${at}`, { label: `x${at}` }));
  const other = rows.map((row) => ({ ...row, stat: 'Maximum' }));
  const requests = planQueries([
    { index: 0, rows },
    { index: 1, rows: other },
  ]);
  expect(requests.map(({ queries }) => queries.length)).toEqual([300, 300]);
});

it('leaves an expression that refers to itself for CloudWatch to refuse', () => {
  const [request] = planQueries([{ index: 0, rows: [math('e + 1', { id: 'e' })] }]);
  expect(request?.queries[0]?.Expression).toBe('e + 1');
});

it('expects the result of an expression in the steps of its metrics', () => {
  const rows = [
    math('a * 2', { period: 300 }),
    metric('hourly', { id: 'a', period: 3600, visible: false }),
  ];
  const [request] = planQueries([{ index: 0, rows }]);
  expect([...(request?.placesOf.values() ?? [])].flat()).toEqual([
    { index: 0, row: 0, period: 3600 },
  ]);
});
