import { describe, expect, it } from 'vitest';
import { synthesizeStack } from '../../test/factories/synthesized-stack.ts';
import { describeDropped, describeUnstarted } from './resource-types.ts';

const resource = (Type: string, Properties = {}, attributes = {}) => ({
  Type,
  Properties,
  ...attributes,
});

describe('what is not run', () => {
  it('is named with its count: what needs nothing apart from what can’t be run', () => {
    const lines = describeUnstarted({
      Queue: resource('AWS::SQS::Queue'),
      Role: resource('AWS::IAM::Role'),
      FirstVersion: resource('AWS::Lambda::Version'),
      SecondVersion: resource('AWS::Lambda::Version'),
      Alias: resource('AWS::KMS::Alias'),
      Firewall: resource('AWS::WAFv2::WebACL'),
    });
    expect(lines).toEqual([
      'Nothing to do here for: 1 AWS::KMS::Alias, 2 AWS::Lambda::Version',
      'NOT RUN on one machine: 1 AWS::WAFv2::WebACL',
    ]);
  });

  it('is nothing when everything is run', () => {
    expect(describeUnstarted({ Queue: resource('AWS::SQS::Queue') })).toEqual([]);
  });
});

describe('what is not emulated of a resource', () => {
  it.each<[string, object, string]>([
    ['a property', { FifoThroughputLimit: 'perQueue' }, 'FifoThroughputLimit'],
    ['one whose value is known at deployment', { Odd: { Ref: 'Other' } }, 'Odd'],
    ['one of each of a list', { Odd: [{ a: 1 }, { a: 2, b: 3 }] }, 'Odd[].a, Odd[].b'],
  ])('is named with the resource: %s', (_, properties, named) => {
    const Queue = resource('AWS::SQS::Queue', { QueueName: 'intake', ...properties });
    expect(describeDropped({ Queue })).toEqual([
      `NOT EMULATED of Queue (AWS::SQS::Queue): ${named}`,
    ]);
  });

  it('is named where it lies below a property of which something else is emulated', () => {
    const Work = resource('AWS::Lambda::Function', {
      Code: { S3Key: 'a.zip', ImageUri: 'b' },
      Environment: { Variables: { ANY: 'value' } },
    });
    expect(describeDropped({ Work })).toEqual([
      'NOT EMULATED of Work (AWS::Lambda::Function): Code.ImageUri',
    ]);
  });

  it('is an attribute as well', () => {
    const Alias = resource('AWS::Lambda::Alias', {}, { UpdatePolicy: {}, DependsOn: [] });
    expect(describeDropped({ Alias })).toEqual([
      'NOT EMULATED of Alias (AWS::Lambda::Alias): UpdatePolicy',
    ]);
  });
});

describe('the templates of this project', () => {
  it.each([
    ['stage dev', {}],
    ['stage prod', { stage: 'prod' }],
    ['every sender', { configFile: 'examples/all-senders.config.ts' }],
    ['every kind of destination', { configFile: 'examples/routing.config.ts' }],
    ['events', { configFile: 'examples/service-events.config.ts' }],
  ])(
    'have nothing that the embedded stack does not know: %s',
    async (_, options) => {
      const { template } = await synthesizeStack(options);
      expect(describeDropped(template.Resources)).toEqual([]);
    },
    60_000,
  );
});
