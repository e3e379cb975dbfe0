import { describe, expect, it } from 'vitest';
import type { Resources } from '../../boot/template/resources.ts';
import { createFunctionSampler, createSampler, type SampledRequest } from './create-sampler.ts';
import { readSamplingRules } from './sampling-rules.ts';

const never = () => 0.999;
const request: SampledRequest = {
  serviceName: 'spillway-prod/prod',
  serviceType: 'AWS::ApiGateway::Stage',
  resourceArn: 'arn:aws:apigateway:us-east-1::/restapis/a1/stages/prod',
  host: 'a1.execute-api.us-east-1.amazonaws.com',
  method: 'POST',
  path: '/prod/webhooks/github',
};

const rule = {
  ...{ RuleName: 'spillway-prod', Version: 1, Priority: 1000, ReservoirSize: 2, FixedRate: 0 },
  ...{ ServiceName: 'spillway-prod/prod', ServiceType: 'AWS::ApiGateway::Stage' },
  ...{ ResourceARN: '*', Host: '*', HTTPMethod: '*', URLPath: '*' },
};

function rulesOf(...rules: readonly object[]) {
  const all = rules.map((SamplingRule, index) => ({
    ...{ logicalId: `Rule${index}`, type: 'AWS::XRay::SamplingRule', ref: '' },
    properties: { SamplingRule },
  }));
  const resources: Resources = { ofType: () => all, countByType: () => new Map() };
  return readSamplingRules(resources);
}

/** How many of ten requests in one second are recorded. */
function recordedOfTen(rules: readonly object[], random = never, asked = request): number {
  const sample = createSampler(rulesOf(...rules), random);
  return Array.from({ length: 10 }, () => sample(asked, 1_500)).filter(Boolean).length;
}

describe('a rule', () => {
  it('records as many of each second as its reservoir has', () => {
    const sample = createSampler(rulesOf(rule), never);
    const of = (second: number) =>
      [0, 1, 2].map((at) => sample(request, 1000 * second + at)).filter(Boolean).length;
    expect([of(1), of(2)]).toEqual([2, 2]);
  });

  it('records its share of the others', () => {
    const often = { ...rule, ReservoirSize: 0, FixedRate: 0.25 };
    let asked = 0;
    const every = () => (asked++ % 10) / 10;
    expect(recordedOfTen([often], every)).toBe(3);
    expect(recordedOfTen([{ ...often, FixedRate: 1 }])).toBe(10);
    expect(recordedOfTen([{ ...often, FixedRate: 0 }], () => 0)).toBe(0);
  });

  it.each([
    ['another stage', { ServiceName: 'spillway-dev/dev' }],
    ['another kind of service', { ServiceType: 'AWS::EC2::Instance' }],
    ['another method', { HTTPMethod: 'GET' }],
    ['another path', { URLPath: '/prod/events' }],
    ['another host', { Host: '*.example.com' }],
    ['another ARN', { ResourceARN: 'arn:aws:apigateway:*::/restapis/b2/*' }],
  ])('leaves to the default rule what is of %s', (_, others) => {
    expect(recordedOfTen([{ ...rule, ...others }])).toBe(1);
  });

  it('takes what its wildcards match', () => {
    const wild = { ...rule, ServiceName: 'spillway-pro?/*', URLPath: '/prod/webhooks/*' };
    expect(recordedOfTen([wild])).toBe(2);
  });

  it('comes before one with a higher number, wherever they stand', () => {
    const first = { ...rule, Priority: 1, ReservoirSize: 5 };
    expect(recordedOfTen([rule, first])).toBe(5);
  });
});

it.each([
  ['a name of 33 characters', { RuleName: 'x'.repeat(33) }],
  ['a priority of the default rule', { Priority: 10_000 }],
  ['a share above 1', { FixedRate: 5 }],
])('refuses %s, as X-Ray does', (_, wrong) => {
  expect(() => rulesOf({ ...rule, ...wrong })).toThrow('Rule0');
});

it('samples an invocation by the default rule: the first of each second, and 5 % of the others', () => {
  const sample = createFunctionSampler(() => 0.04);
  expect([sample(0), sample(1)]).toEqual([true, true]);
  const seldom = createFunctionSampler(never);
  expect([seldom(0), seldom(1), seldom(1000)]).toEqual([true, false, true]);
});
