import { describe, expect, it } from 'vitest';
import { evaluate, type Principal } from './evaluate.ts';
import { type PolicyKind, readPolicy } from './policy.ts';

const role: Principal = {
  kind: 'role',
  accountId: '111122223333',
  arn: 'arn:aws:iam::111122223333:role/worker',
  sessionArn: 'arn:aws:sts::111122223333:assumed-role/worker/function',
};
const lambda: Principal = { kind: 'service', name: 'lambda.amazonaws.com' };
const queue = 'arn:aws:sqs:eu-west-1:111122223333:intake';
const theirs = 'arn:aws:sqs:eu-west-1:444455556666:orders';

const read = (kind: PolicyKind, ...statements: object[]) =>
  statements.length === 0 ? [] : readPolicy({ Statement: statements }, kind, 'a test');

interface Case {
  readonly identity?: object;
  readonly resource?: object;
  readonly principal?: Principal;
  readonly action?: string;
  readonly on?: string;
  readonly context?: Readonly<Record<string, string>>;
}

function decide({ identity, resource, ...request }: Case) {
  return evaluate(
    {
      principal: request.principal ?? role,
      action: request.action ?? 'sqs:SendMessage',
      resource: request.on ?? queue,
      context: request.context ?? {},
    },
    {
      identity: read('identity', ...[identity ?? []].flat()),
      resource: read('resource', ...[resource ?? []].flat()),
    },
  );
}

const allow = (more: object = {}) => ({
  Effect: 'Allow',
  Action: 'sqs:SendMessage',
  Resource: queue,
  ...more,
});
const allowFor = (Principal: unknown, more: object = {}) => allow({ Principal, ...more });
const deny = (more: object = {}) => allow({ Effect: 'Deny', ...more });

const allowed = expect.objectContaining({ kind: 'allowed' });
const denied = (reason: string) => ({ kind: 'denied', reason });
const noIdentity = denied('because no identity-based policy allows the sqs:SendMessage action');
const noResource = denied('because no resource-based policy allows the sqs:SendMessage action');
const denyByIdentity = denied('with an explicit deny in an identity-based policy');
const denyByResource = denied('with an explicit deny in a resource-based policy');

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
describe('within one account', () => {
  it.each<[string, Case, unknown]>([
    ['nothing allows: it is denied', {}, noIdentity],
    ['the role is allowed', { identity: allow() }, allowed],
    ['the resource allows the role', { resource: allowFor({ AWS: role.arn }) }, allowed],
    ['the resource allows the session', { resource: allowFor({ AWS: role.sessionArn }) }, allowed],
    ['the resource allows everybody', { resource: allowFor('*') }, allowed],
    ['the resource allows every AWS principal', { resource: allowFor({ AWS: '*' }) }, allowed],
    [
      'the resource allows another role',
      { resource: allowFor({ AWS: 'arn:aws:iam::111122223333:role/other' }) },
      noIdentity,
    ],
    [
      'the resource leaves it to the account, whose policies do not allow it',
      { resource: allowFor({ AWS: 'arn:aws:iam::111122223333:root' }) },
      noIdentity,
    ],
    ['both allow', { identity: allow(), resource: allowFor({ AWS: role.arn }) }, allowed],
    ['the role is denied as well', { identity: [allow(), deny()] }, denyByIdentity],
    [
      'the role is denied what the resource allows',
      { identity: deny(), resource: allowFor('*') },
      denyByIdentity,
    ],
    [
      'the resource denies what the role is allowed',
      { identity: allow(), resource: deny({ Principal: '*' }) },
      denyByResource,
    ],
    [
      'the resource denies the whole account',
      { identity: allow(), resource: deny({ Principal: { AWS: '111122223333' } }) },
      denyByResource,
    ],
    [
      'the resource denies another account',
      { identity: allow(), resource: deny({ Principal: { AWS: '444455556666' } }) },
      allowed,
    ],
  ])('%s', (_what, given, expected) => {
    expect(decide(given)).toEqual(expected);
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
describe('across accounts', () => {
  const ours = allow({ Resource: theirs });
  const letIn = allowFor({ AWS: 'arn:aws:iam::111122223333:root' }, { Resource: theirs });
  it.each<[string, Case, unknown]>([
    ['the role alone is not enough', { identity: ours }, noResource],
    ['the resource alone is not enough', { resource: letIn }, noIdentity],
    ['both together are', { identity: ours, resource: letIn }, allowed],
    [
      'either may deny',
      { identity: ours, resource: [letIn, deny({ Principal: '*', Resource: theirs })] },
      denyByResource,
    ],
  ])('%s', (_what, given, expected) => {
    expect(decide({ ...given, on: theirs })).toEqual(expected);
  });
});

describe('a service', () => {
  const principal = lambda;
  const bySource = (pattern: string) =>
    allowFor(
      { Service: 'lambda.amazonaws.com' },
      { Condition: { ArnLike: { 'aws:SourceArn': pattern } } },
    );
  const context = { 'aws:sourcearn': 'arn:aws:sns:eu-west-1:111122223333:alarms' };
  it.each<[string, Case, unknown]>([
    [
      'is allowed by the resource alone',
      { resource: allowFor({ Service: 'lambda.amazonaws.com' }) },
      allowed,
    ],
    [
      'is not another service',
      { resource: allowFor({ Service: 'sns.amazonaws.com' }) },
      noResource,
    ],
    ['is no role of the account', { resource: allowFor({ AWS: '111122223333' }) }, noResource],
    ['that must name its source has none', { resource: bySource('arn:aws:sns:*:*:*') }, noResource],
    [
      'names its source',
      { resource: bySource('arn:aws:sns:*:111122223333:al*'), context },
      allowed,
    ],
    ['names another source', { resource: bySource('arn:aws:sns:*:*:other'), context }, noResource],
  ])('%s', (_what, given, expected) => {
    expect(decide({ ...given, principal })).toEqual(expected);
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html and …_elements_resource.html
describe('an action and a resource', () => {
  it.each<[string, object, Partial<Case>, boolean]>([
    ['of any case', { Action: 'sqs:sendmessage' }, {}, true],
    ['with a star', { Action: 'sqs:Send*' }, {}, true],
    ['with a star that does not fit', { Action: 'sqs:Receive*' }, {}, false],
    ['with a question mark', { Action: 'sqs:SendMessag?' }, {}, true],
    ['with a question mark too many', { Action: 'sqs:SendMessage?' }, {}, false],
    ['of another service', { Action: 'sns:SendMessage' }, {}, false],
    ['of a list', { Action: ['sqs:DeleteMessage', 'sqs:SendMessage'] }, {}, true],
    ['all', { Action: '*', Resource: '*' }, {}, true],
    ['that is not left out', { Action: undefined, NotAction: 'sqs:Delete*' }, {}, true],
    ['that is left out', { Action: undefined, NotAction: 'sqs:*' }, {}, false],
    ['with a star in the name', { Resource: 'arn:aws:sqs:eu-west-1:111122223333:in*' }, {}, true],
    ['with a star in region and account', { Resource: 'arn:aws:sqs:*:*:intake' }, {}, true],
    ['of another region', { Resource: 'arn:aws:sqs:us-east-1:111122223333:intake' }, {}, false],
    ['with another case', { Resource: 'arn:aws:sqs:eu-west-1:111122223333:Intake' }, {}, false],
    ['with a prefix only', { Resource: 'arn:aws:sqs:eu-west-1:111122223333:int' }, {}, false],
    ['other than those left out', { Resource: undefined, NotResource: theirs }, {}, true],
    ['left out', { Resource: undefined, NotResource: ['arn:aws:sqs:*:*:*'] }, {}, false],
    [
      'whose star crosses a slash',
      { Action: 's3:GetObject', Resource: 'arn:aws:s3:::bucket/bodies/*' },
      { action: 's3:GetObject', on: 'arn:aws:s3:::bucket/bodies/2026/a' },
      true,
    ],
    [
      'whose star crosses no colon',
      { Action: 'logs:PutLogEvents', Resource: 'arn:aws:logs:*:log-group:a' },
      { action: 'logs:PutLogEvents', on: 'arn:aws:logs:eu-west-1:111122223333:log-group:a' },
      false,
    ],
    [
      'whose star in the last part crosses colons',
      {
        Action: 'logs:PutLogEvents',
        Resource: 'arn:aws:logs:eu-west-1:111122223333:log-group:a:*',
      },
      {
        action: 'logs:PutLogEvents',
        on: 'arn:aws:logs:eu-west-1:111122223333:log-group:a:log-stream:b',
      },
      true,
    ],
    [
      'none, for an action that has none',
      { Action: 'xray:PutTraceSegments', Resource: 'arn:aws:xray:eu-west-1:111122223333:group/a' },
      { action: 'xray:PutTraceSegments', on: '*' },
      false,
    ],
  ])('%s', (_what, statement, request, isAllowed) => {
    const { kind } = decide({ identity: allow(statement), ...request });
    expect(kind).toBe(isAllowed ? 'allowed' : 'denied');
  });

  it('are told as the policy writes them', () => {
    const Resource = ['arn:aws:sqs:*:*:other', 'arn:aws:sqs:*:*:in*'];
    expect(decide({ identity: [allow({ Action: 'sqs:Send*', Resource }), allow()] })).toEqual({
      kind: 'allowed',
      grants: [
        { action: 'sqs:Send*', resource: 'arn:aws:sqs:*:*:in*' },
        { action: 'sqs:SendMessage', resource: queue },
      ],
    });
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
describe('a condition', () => {
  const key = 'aws:SourceArn';
  const topic = 'arn:aws:sns:eu-west-1:111122223333:alarms';
  it.each<[string, object, string | undefined, boolean]>([
    ['StringEquals, the same', { StringEquals: { [key]: topic } }, topic, true],
    ['StringEquals, another case', { StringEquals: { [key]: topic } }, topic.toUpperCase(), false],
    ['StringEquals knows no star', { StringEquals: { [key]: 'arn:*' } }, topic, false],
    ['StringEquals, one of several', { StringEquals: { [key]: ['x', topic] } }, topic, true],
    ['StringEquals, missing', { StringEquals: { [key]: topic } }, undefined, false],
    ['StringEqualsIfExists, missing', { StringEqualsIfExists: { [key]: topic } }, undefined, true],
    ['StringEqualsIfExists, another', { StringEqualsIfExists: { [key]: topic } }, 'x', false],
    ['StringNotEquals, the same', { StringNotEquals: { [key]: topic } }, topic, false],
    ['StringNotEquals, one of several', { StringNotEquals: { [key]: ['x', topic] } }, topic, false],
    ['StringNotEquals, none of several', { StringNotEquals: { [key]: ['x', 'y'] } }, topic, true],
    ['StringNotEquals, missing', { StringNotEquals: { [key]: topic } }, undefined, true],
    ['StringEqualsIgnoreCase', { StringEqualsIgnoreCase: { [key]: 'ABC' } }, 'abc', true],
    ['StringNotEqualsIgnoreCase', { StringNotEqualsIgnoreCase: { [key]: 'ABC' } }, 'abc', false],
    ['StringLike crosses colons', { StringLike: { [key]: 'arn:*:alarms' } }, topic, true],
    ['StringNotLike', { StringNotLike: { [key]: 'arn:*:alarms' } }, topic, false],
    ['ArnLike goes part by part', { ArnLike: { [key]: 'arn:*:alarms' } }, topic, false],
    ['ArnLike, all six parts', { ArnLike: { [key]: 'arn:*:sns:*:*:al*' } }, topic, true],
    ['ArnEquals is ArnLike', { ArnEquals: { [key]: 'arn:*:sns:*:*:al*' } }, topic, true],
    ['ArnNotLike', { ArnNotLike: { [key]: 'arn:*:sns:*:*:al*' } }, topic, false],
    ['ArnNotEquals, missing', { ArnNotEquals: { [key]: topic } }, undefined, true],
    [
      'two operators, both hold',
      { StringLike: { [key]: 'arn*' }, ArnLike: { [key]: topic } },
      topic,
      true,
    ],
    [
      'two operators, one holds',
      { StringLike: { [key]: 'arn*' }, ArnLike: { [key]: 'x' } },
      topic,
      false,
    ],
    ['a key in another case', { StringEquals: { 'AWS:sourceARN': topic } }, topic, true],
  ])('%s', (_what, Condition, given, isAllowed) => {
    const { kind } = decide({
      identity: allow({ Condition }),
      context: given === undefined ? {} : { 'aws:sourcearn': given },
    });
    expect(kind).toBe(isAllowed ? 'allowed' : 'denied');
  });

  it.each([
    ['false', 'true', 'allowed'],
    ['false', 'false', 'denied'],
  ])('Bool %s, of a call that is %s, has a deny answer: %s', (wanted, given, kind) => {
    const insecure = deny({
      Principal: '*',
      Condition: { Bool: { 'aws:SecureTransport': wanted } },
    });
    const context = { 'aws:securetransport': given };
    expect(decide({ identity: allow(), resource: insecure, context }).kind).toBe(kind);
  });
});
