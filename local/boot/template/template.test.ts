// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Fn::Sub's own syntax.
import { describe, expect, it } from 'vitest';
import { createIdentify } from './identify.ts';
import { Resolver } from './resolver.ts';

const world = { region: 'eu-west-1', accountId: '000000000000', stackName: 'Spillway-dev' };

function createResolver(resources: Record<string, { Type: string; Properties?: object }> = {}) {
  const Resources = Object.fromEntries(
    Object.entries(resources).map(([id, { Type, Properties }]) => [
      id,
      { Type, Properties: { ...Properties } },
    ]),
  );
  const identify = createIdentify({
    ...world,
    queueEndpoint: 'http://127.0.0.1:4102',
    secretArn: (name) => `arn:secret:${name}`,
  });
  return new Resolver({ Resources, Outputs: {} }, world, identify);
}

const queue = { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'intake' } };
const role = { Type: 'AWS::IAM::Role' };

describe('an intrinsic function', () => {
  it.each([
    [{ Ref: 'AWS::Region' }, 'eu-west-1'],
    [{ Ref: 'Queue' }, 'http://127.0.0.1:4102/000000000000/intake'],
    [{ 'Fn::GetAtt': ['Queue', 'Arn'] }, 'arn:aws:sqs:eu-west-1:000000000000:intake'],
    [{ 'Fn::GetAtt': 'Queue.QueueName' }, 'intake'],
    [{ 'Fn::Join': ['-', ['a', { Ref: 'AWS::AccountId' }]] }, 'a-000000000000'],
    [{ 'Fn::Select': [1, { 'Fn::Split': [':', 'a:b:c'] }] }, 'b'],
    [{ 'Fn::Sub': '${AWS::StackName}/${Queue.QueueName}/${!kept}' }, 'Spillway-dev/intake/${kept}'],
    [
      { 'Fn::Sub': ['${a}-${Queue}', { a: { Ref: 'AWS::Partition' } }] },
      'aws-http://127.0.0.1:4102/000000000000/intake',
    ],
    [{ a: [{ Ref: 'AWS::NoValue' }, 1], b: { Ref: 'AWS::NoValue' } }, { a: [1] }],
    [{ Ref: 'Role' }, 'Spillway-dev-Role'],
  ])('%j gives %j', (value, expected) => {
    expect(createResolver({ Queue: queue, Role: role }).resolve(value)).toEqual(expected);
  });

  it.each([
    [{ 'Fn::FindInMap': ['a', 'b', 'c'] }, 'does not support Fn::FindInMap'],
    [{ 'Fn::If': ['a', 'b', 'c'] }, 'does not support Fn::If'],
    [{ Ref: 'Nothing' }, 'refers to Nothing, which it does not declare'],
    [{ 'Fn::GetAtt': ['Queue', 'Colour'] }, 'knows no attribute Colour of AWS::SQS::Queue (Queue)'],
    [{ 'Fn::Join': 'a' }, 'The argument of Fn::Join is not a list'],
  ])('%j is a clear error', (value, message) => {
    expect(() => createResolver({ Queue: queue }).resolve(value)).toThrow(message);
  });
});

describe('the identity of a resource', () => {
  it('follows names that are references themselves', () => {
    const resolver = createResolver({
      Function: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'intake' } },
      Alias: {
        Type: 'AWS::Lambda::Alias',
        Properties: { FunctionName: { Ref: 'Function' }, Name: 'live' },
      },
    });
    expect(resolver.resolve({ Ref: 'Alias' })).toBe(
      'arn:aws:lambda:eu-west-1:000000000000:function:intake:live',
    );
  });

  it('is made of stack and logical id where the template gives no name', () => {
    const resolver = createResolver({ Queue: { Type: 'AWS::SQS::Queue' } });
    expect(resolver.resolve({ 'Fn::GetAtt': ['Queue', 'QueueName'] })).toBe('Spillway-dev-Queue');
  });
});
