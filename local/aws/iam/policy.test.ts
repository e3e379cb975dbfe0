// biome-ignore-all lint/suspicious/noTemplateCurlyInString: a policy's own variables.
import { describe, expect, it } from 'vitest';
import { readPolicy } from './policy.ts';

const allow = { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' };
const read = (statement: object, kind: 'identity' | 'resource' | 'trust' = 'identity') =>
  readPolicy({ Version: '2012-10-17', Statement: statement }, kind, 'WorkerPolicy');

describe('a policy that is not understood', () => {
  const arn = 'arn:aws:sqs:*:*:a';
  it.each<[string, object, string]>([
    [
      'an unknown operator',
      { Condition: { NumericLessThan: { 's3:max-keys': 5 } } },
      'NumericLessThan',
    ],
    [
      'a set operator',
      { Condition: { 'ForAnyValue:StringLike': { 's3:prefix': 'a' } } },
      'ForAnyValue',
    ],
    ['an unknown key', { Condition: { Bool: { 'kms:ViaService': 'a' } } }, 'kms:ViaService'],
    ['a variable', { Condition: { StringLike: { 's3:prefix': '${aws:username}/*' } } }, 'variable'],
    ['a variable in a resource', { Resource: 'arn:aws:s3:::b/${aws:username}' }, 'variable'],
    ['an unknown element', { NotPrincipal: '*' }, 'NotPrincipal'],
    ['another effect', { Effect: 'Maybe' }, 'Effect'],
    ['no action', { Action: undefined }, 'Action is missing'],
    ['both forms', { NotAction: 'sqs:*' }, 'both Action and NotAction'],
    ['a star for a service', { Action: '*:SendMessage' }, 'no action'],
    ['a resource that is no ARN', { Resource: 'intake' }, 'no ARN'],
    ['a resource of all services', { Resource: 'arn:aws:*:*:*:intake' }, 'no ARN'],
    ['an ARN that is too short', { Resource: 'arn:aws:sqs:*' }, 'no ARN'],
    ['a principal of a role', { Principal: '*' }, 'no place'],
    ['no resource', { Resource: undefined }, 'Resource is missing'],
  ])('%s, is refused by name', (_what, change, message) => {
    expect(() => read({ ...allow, ...change })).toThrow(message);
    expect(() => read({ ...allow, ...change })).toThrow('WorkerPolicy');
  });

  it('is one of a resource without a principal, or with one of a kind that is not known', () => {
    expect(() => read({ ...allow, Resource: arn }, 'resource')).toThrow('a Principal is missing');
    const federated = { ...allow, Principal: { Federated: 'cognito-identity.amazonaws.com' } };
    expect(() => read(federated, 'resource')).toThrow('Principal');
  });
});

it('takes one of everything for a list of one, and keys in any case', () => {
  const Condition = { Bool: { 'AWS:SecureTransport': false } };
  expect(read({ ...allow, Condition })).toEqual([
    {
      effect: 'Allow',
      actions: { isNot: false, patterns: ['sqs:SendMessage'] },
      resources: { isNot: false, patterns: ['*'] },
      conditions: [{ operator: 'Bool', key: 'aws:securetransport', values: ['false'] }],
    },
  ]);
});

it('lets a role’s trust be without a resource', () => {
  const trust = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'a.b' } };
  expect(read(trust, 'trust')).toMatchObject([{ resources: { patterns: ['*'] } }]);
});
