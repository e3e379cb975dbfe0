import { describe, expect, it } from 'vitest';
import { allow, createTestAccess, lambdaTrust, workerWith } from './access-fixture.ts';

const queue = 'arn:aws:sqs:eu-west-1:000000000000:intake';
const send = { action: 'sqs:SendMessage', resource: queue };
const document = { PolicyDocument: { Statement: allow('sqs:SendMessage', queue) } };

describe('a function may do', () => {
  it.each<[string, Parameters<typeof createTestAccess>[0]]>([
    ['what a policy of its role says', workerWith([allow('sqs:SendMessage', queue)])],
    ['what its role says itself', workerWith([], { Policies: [document] })],
    [
      'what a managed policy of the template says',
      {
        ...workerWith([], { ManagedPolicyArns: [{ Ref: 'Managed' }] }),
        Managed: { Type: 'AWS::IAM::ManagedPolicy', Properties: document },
      },
    ],
    [
      'what a managed policy says that names the role',
      {
        ...workerWith([]),
        Managed: {
          Type: 'AWS::IAM::ManagedPolicy',
          Properties: { ...document, Roles: [{ Ref: 'WorkerRole' }] },
        },
      },
    ],
    [
      'what the queue’s policy says',
      {
        ...workerWith([]),
        Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'intake' } },
        QueuePolicy: {
          Type: 'AWS::SQS::QueuePolicy',
          Properties: {
            Queues: [{ Ref: 'Queue' }],
            PolicyDocument: {
              Statement: {
                ...allow('sqs:*', { 'Fn::GetAtt': ['Queue', 'Arn'] }),
                Principal: { AWS: { 'Fn::GetAtt': ['WorkerRole', 'Arn'] } },
              },
            },
          },
        },
      },
    ],
  ])('%s, and no more', (_what, template) => {
    const { iam } = createTestAccess(template);
    expect(iam.checkFunction('worker', send)).toBeUndefined();
    const other = { ...send, resource: `${queue}-dead-letters` };
    expect(iam.checkFunction('worker', other)?.message).toBe(
      `User: arn:aws:sts::000000000000:assumed-role/Spillway-dev-WorkerRole/worker is not authorized to perform: sqs:SendMessage on resource: ${queue}-dead-letters because no identity-based policy allows the sqs:SendMessage action`,
    );
  });

  it('what a known policy of AWS says', () => {
    const { iam } = createTestAccess(
      workerWith([], {
        ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'],
      }),
    );
    const log = { action: 'logs:PutLogEvents', resource: 'arn:aws:logs:a:b:log-group:c' };
    expect(iam.checkFunction('worker', log)).toBeUndefined();
  });

  it('to a queue of another account what its role says; their side of it is taken for granted', () => {
    const theirs = 'arn:aws:sqs:eu-west-1:123456789012:orders';
    const own = 'arn:aws:sqs:eu-west-1:000000000000:orders';
    const standIns = { [own]: [theirs] };
    const { iam } = createTestAccess(workerWith([allow('sqs:SendMessage', theirs)]), standIns);
    expect(iam.checkFunction('worker', { ...send, resource: own })).toBeUndefined();
    const { iam: another } = createTestAccess(
      workerWith([allow('sqs:SendMessage', own)]),
      standIns,
    );
    expect(another.checkFunction('worker', { ...send, resource: own })?.message).toContain(theirs);
  });
});

describe('a template', () => {
  it.each<[string, Parameters<typeof createTestAccess>[0], string]>([
    [
      'whose function has a role of elsewhere',
      {
        Worker: {
          Type: 'AWS::Lambda::Function',
          Properties: { FunctionName: 'worker', Role: 'arn:aws:iam::000000000000:role/other' },
        },
      },
      'its role arn:aws:iam::000000000000:role/other is not of this template',
    ],
    [
      'with a policy of AWS that is not known here',
      workerWith([], { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] }),
      'does not know the policy arn:aws:iam::aws:policy/AdministratorAccess of WorkerRole',
    ],
    [
      'whose role Lambda can’t take on',
      workerWith([], {
        AssumeRolePolicyDocument: {
          Statement: {
            ...lambdaTrust.Statement,
            Principal: { Service: 'scheduler.amazonaws.com' },
          },
        },
      }),
      'The role defined for the function cannot be assumed by Lambda',
    ],
    [
      'with a boundary',
      workerWith([], { PermissionsBoundary: 'arn:aws:iam::000000000000:policy/b' }),
      'PermissionsBoundary',
    ],
    [
      'with a permission of a kind that is not known here',
      {
        ...workerWith([]),
        Permission: {
          Type: 'AWS::Lambda::Permission',
          Properties: {
            Action: 'lambda:InvokeFunction',
            FunctionName: 'worker',
            Principal: '*',
            PrincipalOrgID: 'o-1',
          },
        },
      },
      'PrincipalOrgID',
    ],
  ])('%s is refused by name', (_what, template, message) => {
    expect(() => createTestAccess(template)).toThrow(message);
  });

  it('gives each function a key of its own', () => {
    const { iam } = createTestAccess({
      ...workerWith([]),
      Other: {
        Type: 'AWS::Lambda::Function',
        Properties: { FunctionName: 'other', Role: { 'Fn::GetAtt': ['WorkerRole', 'Arn'] } },
      },
    });
    const keys = ['worker', 'other'].map((name) => iam.credentialsOf(name).accessKeyId);
    expect(new Set(keys).size).toBe(2);
    expect(keys[0]).toMatch(/^ASIA[0-9A-F]{16}$/);
  });

  it('tells all that its roles grant, and a check ahead of time is no use of it', () => {
    const actions = ['sqs:SendMessage', 'sqs:DeleteMessage'];
    const { iam, events } = createTestAccess(workerWith([allow(actions, queue)]));
    iam.checkFunction('worker', send);
    const grant = { kind: 'granted', role: 'WorkerRole', resource: queue };
    expect(events).toEqual(actions.map((action) => ({ ...grant, action })));
  });
});

describe('API Gateway', () => {
  const source = 'arn:aws:execute-api:eu-west-1:000000000000:api/dev/POST/webhooks';
  const invoke = {
    action: 'lambda:InvokeFunction',
    resource: 'arn:aws:lambda:eu-west-1:000000000000:function:worker:live',
  };
  const check = (permission: object, from = source) => {
    const { iam, events } = createTestAccess({
      ...workerWith([]),
      Permission: {
        Type: 'AWS::Lambda::Permission',
        Properties: {
          Action: 'lambda:InvokeFunction',
          FunctionName: invoke.resource,
          Principal: 'apigateway.amazonaws.com',
          ...permission,
        },
      },
    });
    const refused = iam.checkService('apigateway.amazonaws.com', invoke, from);
    return { refused, told: events.filter(({ kind }) => kind === 'denied') };
  };

  it.each<[string, object, boolean]>([
    ['by a permission for it', {}, true],
    ['from an API that matches', { SourceArn: source.replace('/dev/POST/', '/*/*/') }, true],
    ['from its account', { SourceAccount: '000000000000' }, true],
    ['from another API only', { SourceArn: source.replace(':api/', ':other/') }, false],
    ['from another account only', { SourceAccount: '123456789012' }, false],
    ['by another service only', { Principal: 's3.amazonaws.com' }, false],
    ['the unqualified function only', { FunctionName: 'worker' }, false],
  ])('may invoke a function %s: %s', (_what, permission, may) => {
    const { refused, told } = check(permission);
    expect([refused === undefined, told.length]).toEqual(may ? [true, 0] : [false, 1]);
  });

  it('is told what it lacks', () => {
    const { told } = check({ Principal: 's3.amazonaws.com' });
    expect(told).toMatchObject([
      {
        role: 'apigateway.amazonaws.com',
        message: `User: apigateway.amazonaws.com is not authorized to perform: lambda:InvokeFunction on resource: ${invoke.resource} because no resource-based policy allows the lambda:InvokeFunction action`,
      },
    ]);
  });
});
