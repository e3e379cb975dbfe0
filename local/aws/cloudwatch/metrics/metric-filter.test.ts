import { describe, expect, it } from 'vitest';
import { parseFilterPattern } from './filter-pattern.ts';
import { createMetricFilter } from './metric-filter.ts';

const failed = '{ ($.status = "5*") && ($.errorType != "THROTTLED") && ($.errorType != "WAF_*") }';

describe('a filter pattern', () => {
  it.each([
    [{ status: '503', errorType: '-' }, true],
    [{ status: '503', errorType: 'INTEGRATION_FAILURE' }, true],
    [{ status: '503', errorType: 'THROTTLED' }, false],
    [{ status: '503', errorType: 'WAF_FILTERED' }, false],
    [{ status: '202', errorType: '-' }, false],
    [{ status: '1503', errorType: '-' }, false],
    [{ status: '503' }, false],
    ['a text', false],
    [undefined, false],
  ])('takes %j: %j', (entry, isMatch) => {
    expect(parseFilterPattern(failed)(entry)).toBe(isMatch);
  });

  it('joins with || more loosely than with &&, and parentheses first', () => {
    const entry = { a: '1', b: '2', c: '3' };
    const matches = (pattern: string) => parseFilterPattern(pattern)(entry);
    expect(matches('{ $.a = "1" || $.b = "0" && $.c = "0" }')).toBe(true);
    expect(matches('{ ($.a = "1" || $.b = "0") && $.c = "0" }')).toBe(false);
    expect(matches('{ $.a = 1 }')).toBe(true);
  });

  it.each(['ERROR', '{ $.a > 1 }', '{ $.a = "1" ', '{ $.a[0] = "1" }', '[a, b]'])(
    'is refused where it is not understood: %s',
    (pattern) => {
      expect(() => parseFilterPattern(pattern)).toThrow(/not understood/);
    },
  );
});

describe('a metric filter', () => {
  const count = createMetricFilter({
    LogGroupName: '/aws/apigateway/spillway-dev',
    FilterPattern: failed,
    MetricTransformations: [
      {
        MetricNamespace: 'Spillway',
        MetricName: 'RequestFailed',
        MetricValue: '1',
        Dimensions: [{ Key: 'service', Value: '$.service' }],
      },
    ],
  });
  const line = {
    logGroup: '/aws/apigateway/spillway-dev',
    logStream: 'dev',
    timestamp: 7,
    message: '{"service":"spillway-dev","status":"503","errorType":"-"}',
  };

  it('counts the entries of its log group that match, by what they name', () => {
    expect(count(line)).toEqual([
      {
        namespace: 'Spillway',
        name: 'RequestFailed',
        unit: 'None',
        dimensions: { service: 'spillway-dev' },
        timestamp: 7,
        values: [1],
      },
    ]);
  });

  it('counts nothing else', () => {
    expect(count({ ...line, logGroup: '/aws/lambda/x' })).toEqual([]);
    expect(count({ ...line, message: 'START RequestId' })).toEqual([]);
    expect(count({ ...line, message: '{"status":"202","errorType":"-"}' })).toEqual([]);
  });
});
