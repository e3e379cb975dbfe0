import { describe, expect, it } from 'vitest';
import { cloudwatchNeeds } from './cloudwatch.ts';
import { dynamodbNeeds } from './dynamodb.ts';
import { eventBridgeNeeds } from './event-bridge.ts';
import { lambdaNeeds } from './lambda.ts';
import { logsNeeds } from './logs.ts';
import { isObjectRead, listNeed, s3Needs } from './s3.ts';
import { secretsManagerNeeds } from './secrets-manager.ts';
import { sesNeeds } from './ses.ts';
import { snsNeeds } from './sns.ts';
import { sqsNeeds } from './sqs.ts';

const place = { region: 'eu-west-1', accountId: '000000000000' };
const arn = (service: string, rest: string) => `arn:aws:${service}:eu-west-1:000000000000:${rest}`;
/** `<action> <resource>` */
const told = (needs: readonly { readonly action: string; readonly resource: string }[]) =>
  needs.map(({ action, resource }) => `${action} ${resource}`);

describe('SQS', () => {
  const QueueUrl = 'http://127.0.0.1:4102/000000000000/intake';
  const intake = arn('sqs', 'intake');
  const dead = arn('sqs', 'dead');
  const on = (resource: string, ...actions: string[]) =>
    actions.map((action) => `sqs:${action} ${resource}`);
  const moving = ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'];

  it.each<[string, object, readonly string[]]>([
    ['SendMessage', { QueueUrl }, on(intake, 'SendMessage')],
    ['SendMessageBatch', { QueueUrl }, on(intake, 'SendMessage')],
    ['DeleteMessageBatch', { QueueUrl }, on(intake, 'DeleteMessage')],
    ['ChangeMessageVisibilityBatch', { QueueUrl }, on(intake, 'ChangeMessageVisibility')],
    ['GetQueueUrl', { QueueName: 'intake' }, on(intake, 'GetQueueUrl')],
    ['ListQueues', {}, on('*', 'ListQueues')],
    [
      'StartMessageMoveTask',
      { SourceArn: dead, DestinationArn: intake },
      [...on(dead, 'StartMessageMoveTask', ...moving), ...on(intake, 'SendMessage')],
    ],
    [
      'StartMessageMoveTask',
      { SourceArn: dead },
      [...on(dead, 'StartMessageMoveTask', ...moving), ...on(arn('sqs', 'source'), 'SendMessage')],
    ],
    [
      'CancelMessageMoveTask',
      {
        TaskHandle: Buffer.from(JSON.stringify({ taskId: '1', sourceArn: dead })).toString(
          'base64',
        ),
      },
      on(dead, 'CancelMessageMoveTask', ...moving),
    ],
    [
      'ListMessageMoveTasks',
      { SourceArn: dead },
      on(dead, 'ListMessageMoveTasks', 'GetQueueAttributes'),
    ],
  ])('%s of %j', (action, body, needs) => {
    const sourcesOf = () => [arn('sqs', 'source')];
    expect(told(sqsNeeds(action, body, place, sourcesOf))).toEqual(needs);
  });
});

describe('SNS', () => {
  const TopicArn = arn('sns', 'alarms');
  it.each<[Readonly<Record<string, string>>, readonly string[]]>([
    [{ Action: 'Publish', TopicArn }, [`sns:Publish ${TopicArn}`]],
    [{ Action: 'PublishBatch', TopicArn }, [`sns:Publish ${TopicArn}`]],
    [{ Action: 'CreateTopic', Name: 'alarms' }, [`sns:CreateTopic ${TopicArn}`]],
    [{ Action: 'ListTopics' }, ['sns:ListTopics *']],
    [{ Action: 'GetCallerIdentity' }, []],
  ])('%j', (form, needs) => {
    expect(told(snsNeeds(form, place))).toEqual(needs);
  });
});

describe('S3', () => {
  it.each<[string, string, Readonly<Record<string, string>>, readonly string[]]>([
    ['GET', '/b/bodies/a%20b?x-id=GetObject', {}, ['s3:GetObject arn:aws:s3:::b/bodies/a b']],
    ['HEAD', '/b/k', {}, ['s3:GetObject arn:aws:s3:::b/k']],
    ['PUT', '/b/k', {}, ['s3:PutObject arn:aws:s3:::b/k']],
    [
      'PUT',
      '/b/k',
      { 'x-amz-copy-source': 'b/old%20one' },
      ['s3:PutObject arn:aws:s3:::b/k', 's3:GetObject arn:aws:s3:::b/old one'],
    ],
    ['DELETE', '/b/k', {}, ['s3:DeleteObject arn:aws:s3:::b/k']],
    ['POST', '/b/k?uploads', {}, ['s3:PutObject arn:aws:s3:::b/k']],
    ['PUT', '/b/k?partNumber=1&uploadId=u', {}, ['s3:PutObject arn:aws:s3:::b/k']],
    ['DELETE', '/b/k?uploadId=u', {}, ['s3:AbortMultipartUpload arn:aws:s3:::b/k']],
    ['GET', '/b?list-type=2&prefix=bodies%2F', {}, ['s3:ListBucket arn:aws:s3:::b']],
    ['GET', '/b/?list-type=2', {}, ['s3:ListBucket arn:aws:s3:::b']],
    ['HEAD', '/b', {}, ['s3:ListBucket arn:aws:s3:::b']],
    ['PUT', '/b', {}, ['s3:CreateBucket arn:aws:s3:::b']],
    ['GET', '/', {}, ['s3:ListAllMyBuckets *']],
    ['GET', '/b?lifecycle', {}, ['s3:Unknown arn:aws:s3:::b']],
    ['PUT', '/b/k?tagging', {}, ['s3:Unknown arn:aws:s3:::b/k']],
    ['POST', '/b?delete', {}, ['s3:Unknown arn:aws:s3:::b']],
  ])('%s %s', (method, url, headers, needs) => {
    expect(told(s3Needs({ method, url, headers }))).toEqual(needs);
  });

  it('tells the prefix of a list', () => {
    const url = '/b?list-type=2&prefix=bodies%2F&max-keys=1';
    const context = { 's3:prefix': 'bodies/', 's3:max-keys': '1' };
    expect(s3Needs({ method: 'GET', url, headers: {} })).toMatchObject([{ context }]);
  });

  it('knows the reads of which one learns that there is no such object', () => {
    const reads = ['GET /b/k', 'HEAD /b/k', 'GET /b', 'PUT /b/k'].map((call) => {
      const [method = '', url = ''] = call.split(' ');
      return isObjectRead({ method, url });
    });
    expect(reads).toEqual([true, true, false, false]);
    expect(listNeed('/b/k')).toEqual({ action: 's3:ListBucket', resource: 'arn:aws:s3:::b' });
  });
});

describe('DynamoDB', () => {
  const table = arn('dynamodb', 'table/deliveries');
  const TableName = 'deliveries';
  const insert = {
    Statement: `INSERT INTO "deliveries" VALUE {'id':?}`,
    Parameters: [{ S: 'a' }],
  };
  it.each<[string, object, readonly string[]]>([
    ['GetItem', { TableName }, [`dynamodb:GetItem ${table}`]],
    ['GetItem', { TableName: table }, [`dynamodb:GetItem ${table}`]],
    ['Query', { TableName, IndexName: 'byTime' }, [`dynamodb:Query ${table}/index/byTime`]],
    ['BatchWriteItem', { RequestItems: { deliveries: [] } }, [`dynamodb:BatchWriteItem ${table}`]],
    ['BatchExecuteStatement', { Statements: [insert] }, [`dynamodb:PartiQLInsert ${table}`]],
    ['BatchExecuteStatement', { Statements: 'odd' }, ['dynamodb:BatchExecuteStatement *']],
    ['ListTables', {}, ['dynamodb:ListTables *']],
  ])('%s of %j', (action, input, needs) => {
    expect(told(dynamodbNeeds(action, input, place))).toEqual(needs);
  });

  const item = { id: { S: 'a' } };
  it.each<[string, object]>([
    ['GetItem', { TableName, Key: item }],
    ['PutItem', { TableName, Item: item }],
    ['BatchGetItem', { RequestItems: { deliveries: { Keys: [item] } } }],
    ['BatchWriteItem', { RequestItems: { deliveries: [{ PutRequest: { Item: item } }] } }],
    ['BatchExecuteStatement', { Statements: [insert] }],
  ])('%s tells the key of each item, of %j', (action, input) => {
    const context = { 'dynamodb:leadingkeys': 'a' };
    expect(dynamodbNeeds(action, input, place)).toMatchObject([{ context }]);
  });
});

it('Secrets Manager asks for the secret’s ARN, and for the name where there is no secret', () => {
  const arnOf = (id: string) => (id === 'known' ? 'arn:of:known' : id);
  const needs = ['known', 'other'].flatMap((SecretId) =>
    secretsManagerNeeds('GetSecretValue', { SecretId }, arnOf),
  );
  const action = 'secretsmanager:GetSecretValue';
  expect(told(needs)).toEqual([`${action} arn:of:known`, `${action} other`]);
  expect(told(secretsManagerNeeds('ListSecrets', {}, arnOf))).toEqual([
    'secretsmanager:ListSecrets *',
  ]);
});

it('EventBridge asks for the bus of each entry', () => {
  const theirs = 'arn:aws:events:eu-west-1:123456789012:event-bus/orders';
  const Entries = [{}, { EventBusName: 'own' }, { EventBusName: theirs }];
  const buses = [arn('events', 'event-bus/default'), arn('events', 'event-bus/own'), theirs];
  expect(told(eventBridgeNeeds('PutEvents', { Entries }, place))).toEqual(
    buses.map((bus) => `events:PutEvents ${bus}`),
  );
});

it('EventBridge asks for the rule that is switched', () => {
  expect(told(eventBridgeNeeds('DisableRule', { Name: 'audit' }, place))).toEqual([
    `events:DisableRule ${arn('events', 'rule/audit')}`,
  ]);
});

it.each([
  ['Invoke', { FunctionName: 'f' }, `lambda:InvokeFunction ${arn('lambda', 'function:f')}`],
  [
    'GetAlias',
    { FunctionName: arn('lambda', 'function:f') },
    `lambda:GetAlias ${arn('lambda', 'function:f')}`,
  ],
  [
    'UpdateEventSourceMapping',
    { UUID: 'u' },
    `lambda:UpdateEventSourceMapping ${arn('lambda', 'event-source-mapping:u')}`,
  ],
  ['ListFunctions', {}, 'lambda:ListFunctions *'],
])('Lambda asks for what its API is called about: %s', (operation, parameters, need) => {
  expect(told(lambdaNeeds(operation, parameters, place))).toEqual([need]);
});

describe('SES', () => {
  const send = (input: object) =>
    told(sesNeeds({ method: 'POST', path: '/v2/email/outbound-emails', input }, place));
  const identities = ['identity/a@example.com', 'identity/example.com'].map((rest) =>
    arn('ses', rest),
  );

  it('asks for the address and for its domain, also with a name before it', () => {
    const expected = identities.map((identity) => `ses:SendEmail ${identity}`);
    expect(send({ FromEmailAddress: 'a@example.com' })).toEqual(expected);
    expect(send({ FromEmailAddress: 'A <a@example.com>' })).toEqual(expected);
  });

  it('asks for more where a mail is raw or has a configuration set', () => {
    const mail = { FromEmailAddress: 'a@example.com', Content: { Raw: { Data: '' } } };
    expect(send({ ...mail, ConfigurationSetName: 'set' })).toEqual(
      ['ses:SendEmail', 'ses:SendRawEmail'].flatMap((action) =>
        [...identities, arn('ses', 'configuration-set/set')].map((on) => `${action} ${on}`),
      ),
    );
  });

  it('asks for what nobody has where it is another call', () => {
    const call = { method: 'GET', path: '/v2/email/account', input: undefined };
    expect(told(sesNeeds(call, place))).toEqual(['ses:Unknown *']);
  });
});

it('CloudWatch asks for alarms by name, and for nothing in particular where it is about metrics', () => {
  const put = cloudwatchNeeds('PutMetricData', { Namespace: 'Spillway' }, place);
  expect(put).toEqual([
    {
      action: 'cloudwatch:PutMetricData',
      resource: '*',
      context: { 'cloudwatch:namespace': 'Spillway' },
    },
  ]);
  const dashboard = cloudwatchNeeds('GetDashboard', { DashboardName: 'd' }, place);
  expect(told(dashboard)).toEqual([
    'cloudwatch:GetDashboard arn:aws:cloudwatch::000000000000:dashboard/d',
  ]);
  const describeAlarms = cloudwatchNeeds('DescribeAlarms', { AlarmNames: ['a'] }, place);
  expect(told(describeAlarms)).toEqual([
    `cloudwatch:DescribeAlarms ${arn('cloudwatch', 'alarm:a')}`,
  ]);
  const mute = { Name: 'night', MuteTargets: { AlarmNames: ['a', 'b'] } };
  expect(told(cloudwatchNeeds('PutAlarmMuteRule', mute, place))).toEqual([
    `cloudwatch:PutAlarmMuteRule ${arn('cloudwatch', 'alarm-mute-rule:night')}`,
    `cloudwatch:PutAlarmMuteRule ${arn('cloudwatch', 'alarm:a')}`,
    `cloudwatch:PutAlarmMuteRule ${arn('cloudwatch', 'alarm:b')}`,
  ]);
  const end = cloudwatchNeeds('DeleteAlarmMuteRule', { AlarmMuteRuleName: 'night' }, place);
  expect(told(end)).toEqual([
    `cloudwatch:DeleteAlarmMuteRule ${arn('cloudwatch', 'alarm-mute-rule:night')}`,
  ]);
});

it.each([
  ['FilterLogEvents', { logGroupName: '/aws/lambda/a' }, '/aws/lambda/a'],
  [
    'FilterLogEvents',
    { logGroupIdentifier: arn('logs', 'log-group:/aws/lambda/a') },
    '/aws/lambda/a',
  ],
  ['DescribeLogGroups', {}, ''],
])('CloudWatch Logs asks for the group: %s of %j', (action, input, group) => {
  expect(told(logsNeeds(action, input, place))).toEqual([
    `logs:${action} ${arn('logs', `log-group:${group}:log-stream:`)}`,
  ]);
});
