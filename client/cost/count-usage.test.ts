import { describe, expect, it } from 'vitest';
import { declaredSampling } from './declared-sampling.ts';
import { fixedUsage } from './fixed-usage.ts';
import { meteredUsage } from './metered-usage.ts';
import { defaultSampling } from './sampled-traces.ts';

const resource = (type: string, properties = {}) => ({ id: 'a', type, properties });

describe('what a stage uses by itself', () => {
  it('is counted in its template', () => {
    const stat = { Id: 'a', MetricStat: {} };
    const usage = fixedUsage([
      { ...resource('AWS::CloudWatch::Alarm', { Metrics: [stat, { Id: 'sum' }, stat] }), id: 'b' },
      { ...resource('AWS::CloudWatch::CompositeAlarm'), id: 'c' },
      ...[1, 2].map(() => resource('AWS::CloudWatch::Dashboard')),
      ...[1, 2, 3].map(() => resource('AWS::SecretsManager::Secret')),
      resource('AWS::WAFv2::WebACL', { Rules: [{}, {}] }),
      resource('AWS::Lambda::EventSourceMapping'),
      resource('AWS::ApiGateway::Stage', { MethodSettings: [{}, { MetricsEnabled: true }] }),
    ]);
    expect(usage).toEqual({
      ...{ alarmMetric: 2, compositeAlarm: 1, dashboard: 2, secret: 3, acl: 1, aclRule: 2 },
      ...{ customMetric: 30, secretCall: 210_000, metricRead: 12 * 8760 },
      queueCall: 5 * 3 * 60 * 730,
    });
  });
});

describe('the share that X-Ray records', () => {
  it('is that of the template’s rule, and X-Ray’s own where it has none', () => {
    const SamplingRule = { ReservoirSize: 3, FixedRate: 0.02, ServiceName: 'spillway-prod/prod' };
    const queue = resource('AWS::SQS::Queue');
    expect(
      declaredSampling([queue, resource('AWS::XRay::SamplingRule', { SamplingRule })]),
    ).toEqual({ perSecond: 3, share: 0.02 });
    expect(declaredSampling([queue])).toEqual(defaultSampling);
  });
});

const ofFunction = (of: string, time: { readonly billedMs: number; readonly ownMs: number }) => ({
  ...{ of, memoryMb: 512, invocations: 1, initMs: 0, cpuMs: 0, waitMs: 0, ...time },
});

describe('what a webhook used', () => {
  const reading = {
    ...{ seconds: 60, accepted: 200 },
    usage: [
      { unit: 'restRequest', of: '/webhooks/{source}', amount: 220 },
      { unit: 'queueCall', of: 'SendMessage', amount: 200 },
      { unit: 'queueCall', of: 'ReceiveMessage', amount: 100 },
      { unit: 'queueCall', of: 'ReceiveMessage, empty', amount: 15 },
      { unit: 'invocation', of: 'spillway-dev-ingestion:live', amount: 200 },
      { unit: 'invocation', of: 'spillway-dev-audit', amount: 1 },
      { unit: 'trace', of: 'API Gateway', amount: 220 },
      { unit: 'trace', of: 'spillway-dev-processing', amount: 100 },
    ],
    functions: [
      ofFunction('spillway-dev-ingestion', { billedMs: 9_000, ownMs: 1_000 }),
      ofFunction('spillway-dev-audit', { billedMs: 9_000, ownMs: 9_000 }),
    ],
  } as const;

  it('is all that was metered, by those that were accepted, but what goes by time', () => {
    const { usage, functions } = reading;
    expect(
      meteredUsage({ ...reading, usage: [...usage], functions: [...functions] }, true),
    ).toEqual({
      perWebhook: {
        ...{ restRequest: 1.1, aclRequest: 1.1, queueCall: 1.5, invocation: 1 },
        gigabyteSecond: 1 / 200 / 2,
      },
      traces: { gateway: 1.1, behindQueue: 0.5 },
    });
  });
});
