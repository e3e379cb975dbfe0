import { describe, expect, it } from 'vitest';
import { createMetricFilter } from './metric-filter.ts';

const failed = '{ ($.status = "5*") && ($.errorType != "THROTTLED") && ($.errorType != "WAF_*") }';

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
