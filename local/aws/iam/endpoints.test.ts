import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import {
  CloudWatchLogsClient,
  FilterLogEventsCommand,
  StartQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  BatchExecuteStatementCommand,
  DynamoDBClient,
  GetItemCommand,
} from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { SendMessageBatchCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClock } from '../cloudwatch/clock.ts';
import { createCloudWatch } from '../cloudwatch/cloudwatch.ts';
import { createTable } from '../dynamodb/create-tables.ts';
import { startTableService } from '../dynamodb/start-table-service.ts';
import { startEventBridge } from '../eventbridge/start-event-bridge.ts';
import { startFauxqs } from '../fauxqs/start-fauxqs.ts';
import { startLogs } from '../logs/start-logs.ts';
import { blindObserver } from '../observer.ts';
import { SecretStore } from '../secrets-manager/secret-store.ts';
import { startSecretsManager } from '../secrets-manager/start-secrets-manager.ts';
import { startSes } from '../ses/start-ses.ts';
import { createSqsCaller } from '../sqs/call-sqs.ts';
import { allow, createTestAccess, workerWith, world } from './access-fixture.ts';
import { administrator, credentialHeaders } from './administrator.ts';

const { region, accountId } = world;
const arn = (service: string, rest: string) => `arn:aws:${service}:${region}:${accountId}:${rest}`;
const secrets = new SecretStore(region, accountId);
const readable = secrets.create('readable', '{}').arn;
secrets.create('other', '{}');

/** It may do each thing to one resource, and nothing to the other one. */
const { iam, events, tell } = createTestAccess(
  workerWith([
    allow('sqs:SendMessage', arn('sqs', 'open')),
    allow(['s3:GetObject', 's3:PutObject'], ['arn:aws:s3:::open/*', 'arn:aws:s3:::listed/*']),
    allow('s3:ListBucket', 'arn:aws:s3:::listed'),
    allow(['dynamodb:PartiQLInsert', 'dynamodb:GetItem'], arn('dynamodb', 'table/open')),
    allow('secretsmanager:GetSecretValue', readable),
    allow('events:PutEvents', arn('events', 'event-bus/open')),
    allow(
      'ses:SendEmail',
      ['a@example.com', 'example.com'].map((id) => arn('ses', `identity/${id}`)),
    ),
    allow(['logs:FilterLogEvents', 'logs:StartQuery'], arn('logs', 'log-group:open:*')),
    {
      ...allow('cloudwatch:PutMetricData', '*'),
      Condition: { StringEquals: { 'cloudwatch:namespace': 'Open' } },
    },
  ]),
);
const stops: (() => unknown)[] = [];
const endpoints: Record<string, string> = {};

beforeAll(async () => {
  const cloudWatch = createCloudWatch({
    ...{ clock: createClock(), alarms: [], region, accountId },
    publish: () => Promise.resolve(),
  });
  const [queues, tables, manager, bus, ses, logs] = await Promise.all([
    startFauxqs({ port: 0, region }, blindObserver),
    startTableService(0),
    startSecretsManager(secrets, 0),
    startEventBridge(() => undefined),
    startSes(() => undefined),
    startLogs([{ name: 'open', arn: arn('logs', 'log-group:open:*'), metricFilterCount: 0 }]),
  ]);
  for (const service of [queues, tables, manager, bus, ses, logs, cloudWatch]) {
    service.enforceAccess(iam.access, tell);
    stops.push(() => service.stop());
  }
  const { call, close } = createSqsCaller(queues.endpoint);
  for (const name of ['open', 'shut']) {
    await call('CreateQueue', { QueueName: name });
    await createTable(tables.endpoint, name, {
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    });
  }
  for (const name of ['open', 'listed', 'shut']) {
    const headers = credentialHeaders(administrator);
    await fetch(`${queues.endpoint}/${name}`, { method: 'PUT', headers });
  }
  close();
  Object.assign(endpoints, {
    ...{ sqs: queues.endpoint, s3: queues.endpoint, dynamodb: tables.endpoint },
    ...{ secrets: manager.endpoint, events: bus.endpoint, ses: ses.endpoint },
    ...{ cloudwatch: await cloudWatch.start(), logs: logs.endpoint },
  });
}, 60_000);

afterAll(async () => {
  for (const stop of stops.reverse()) await stop();
});

const own = iam.credentialsOf('worker');
const configFor = (service: string, credentials: object = own) => ({
  ...{ region, maxAttempts: 1, endpoint: endpoints[service] ?? '' },
  credentials: credentials as typeof own,
});

const calls = {
  sqs: (to: string, credentials?: object) =>
    new SQSClient(configFor('sqs', credentials)).send(
      new SendMessageCommand({
        QueueUrl: `${endpoints.sqs}/${accountId}/${to}`,
        MessageBody: 'x',
      }),
    ),
  s3: (to: string, credentials?: object) =>
    new S3Client(configFor('s3', credentials)).send(
      new PutObjectCommand({ Bucket: to, Key: 'a/b', Body: 'x' }),
    ),
  dynamodb: (to: string, credentials?: object) =>
    new DynamoDBClient(configFor('dynamodb', credentials)).send(
      new GetItemCommand({ TableName: to, Key: { id: { S: 'a' } } }),
    ),
  inserts: (to: string, credentials?: object) =>
    new DynamoDBClient(configFor('dynamodb', credentials)).send(
      new BatchExecuteStatementCommand({
        Statements: ['open', to].map((table, index) => ({
          Statement: `INSERT INTO "${table}" VALUE {'id':?}`,
          Parameters: [{ S: `${table} ${index}` }],
        })),
      }),
    ),
  secrets: (to: string, credentials?: object) =>
    new SecretsManagerClient(configFor('secrets', credentials)).send(
      new GetSecretValueCommand({ SecretId: to === 'open' ? 'readable' : 'other' }),
    ),
  events: (to: string, credentials?: object) =>
    new EventBridgeClient(configFor('events', credentials)).send(
      new PutEventsCommand({
        Entries: [{ EventBusName: to, Source: 'a', DetailType: 'b', Detail: '{}' }],
      }),
    ),
  ses: (to: string, credentials?: object) =>
    new SESv2Client(configFor('ses', credentials)).send(
      new SendEmailCommand({
        FromEmailAddress: to === 'open' ? 'a@example.com' : 'b@example.com',
        Destination: { ToAddresses: ['c@example.com'] },
        Content: { Simple: { Subject: { Data: 's' }, Body: { Text: { Data: 't' } } } },
      }),
    ),
  cloudwatch: (to: string, credentials?: object) =>
    new CloudWatchClient(configFor('cloudwatch', credentials)).send(
      new PutMetricDataCommand({
        Namespace: to === 'open' ? 'Open' : 'Shut',
        MetricData: [{ MetricName: 'm', Value: 1 }],
      }),
    ),
  logs: (to: string, credentials?: object) =>
    new CloudWatchLogsClient(configFor('logs', credentials)).send(
      new FilterLogEventsCommand({ logGroupName: to }),
    ),
  query: (to: string, credentials?: object) =>
    new CloudWatchLogsClient(configFor('logs', credentials)).send(
      new StartQueryCommand({
        ...{ logGroupNames: ['open', to], startTime: 0, endTime: 1, queryString: 'limit 1' },
      }),
    ),
};
type Service = keyof typeof calls;

const failureOf = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: unknown) => {
      const { name, message, $metadata } = Object(error);
      return { name, status: $metadata?.httpStatusCode, message };
    },
  );

/** Service, the name and status of a denial, the action as the message has it, the resource. */
const denials: readonly [Service, string, number, string, string][] = [
  ['sqs', 'AccessDenied', 403, 'sqs:sendmessage', arn('sqs', 'shut')],
  ['s3', 'AccessDenied', 403, 's3:PutObject', '"arn:aws:s3:::shut/a/b"'],
  ['dynamodb', 'AccessDeniedException', 400, 'dynamodb:GetItem', arn('dynamodb', 'table/shut')],
  [
    'inserts',
    'AccessDeniedException',
    400,
    'dynamodb:PartiQLInsert',
    arn('dynamodb', 'table/shut'),
  ],
  [
    'secrets',
    'AccessDeniedException',
    400,
    'secretsmanager:GetSecretValue',
    secrets.arnOf('other'),
  ],
  ['events', 'AccessDeniedException', 400, 'events:PutEvents', arn('events', 'event-bus/shut')],
  ['ses', 'AccessDeniedException', 403, 'ses:SendEmail', arn('ses', 'identity/b@example.com')],
  ['cloudwatch', 'AccessDenied', 403, 'cloudwatch:PutMetricData', '*'],
  [
    ...(['logs', 'AccessDeniedException', 400, 'logs:FilterLogEvents'] as const),
    arn('logs', 'log-group:shut:log-stream:'),
  ],
  [
    ...(['query', 'AccessDeniedException', 400, 'logs:StartQuery'] as const),
    arn('logs', 'log-group:shut:log-stream:'),
  ],
];

describe('an endpoint', () => {
  it.each(denials)('of %s lets a role do what it may', async (service) => {
    expect(await failureOf(calls[service]('open'))).toBeUndefined();
  });

  it.each(denials)('of %s denies the rest: %s, %d', async (service, name, status, action, on) => {
    expect(await failureOf(calls[service]('shut'))).toEqual({
      name,
      status,
      message: `User: arn:aws:sts::${accountId}:assumed-role/Spillway-dev-WorkerRole/worker is not authorized to perform: ${action} on resource: ${on} because no identity-based policy allows the ${action} action`,
    });
  });

  it.each<[Service, string, number]>([
    ['sqs', 'InvalidClientTokenId', 403],
    ['s3', 'InvalidAccessKeyId', 403],
    ['dynamodb', 'UnrecognizedClientException', 400],
    ['secrets', 'UnrecognizedClientException', 400],
    ['events', 'UnrecognizedClientException', 400],
    ['ses', 'UnrecognizedClientException', 403],
    ['cloudwatch', 'InvalidClientTokenId', 403],
    ['logs', 'UnrecognizedClientException', 400],
  ])('of %s does not know the key of a stranger: %s, %d', async (service, name, status) => {
    const stranger = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'x' };
    expect(await failureOf(calls[service]('open', stranger))).toMatchObject({ name, status });
    const { sessionToken: _, ...withoutToken } = own;
    expect(await failureOf(calls[service]('open', withoutToken))).toMatchObject({ name, status });
  });

  it.each(['sqs', 'dynamodb', 'secrets', 'events', 'ses', 'cloudwatch', 'logs'])(
    'of %s refuses a call without a signature',
    async (service) => {
      const paths: Readonly<Record<string, string>> = { ses: '/v2/email/outbound-emails' };
      const response = await fetch(`${endpoints[service]}${paths[service] ?? ''}`, {
        method: 'POST',
        headers: { ...targets[service], 'content-type': 'application/x-amz-json-1.0' },
        body: '{}',
      });
      expect([400, 403]).toContain(response.status);
      expect(await response.text()).toContain('missing Authentication Token');
    },
  );

  const targets: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    sqs: { 'x-amz-target': 'AmazonSQS.ListQueues' },
    dynamodb: { 'x-amz-target': 'DynamoDB_20120810.ListTables' },
    secrets: { 'x-amz-target': 'secretsmanager.ListSecrets' },
    events: { 'x-amz-target': 'AWSEvents.PutEvents' },
    cloudwatch: { 'x-amz-target': 'GraniteServiceVersion20100801.ListMetrics' },
    logs: { 'x-amz-target': 'Logs_20140328.FilterLogEvents' },
  };

  it('of SQS takes the permission of one message for a batch', async () => {
    const client = new SQSClient(configFor('sqs'));
    const send = (queue: string) =>
      client.send(
        new SendMessageBatchCommand({
          QueueUrl: `${endpoints.sqs}/${accountId}/${queue}`,
          Entries: [{ Id: '0', MessageBody: 'x' }],
        }),
      );
    expect(await failureOf(send('open'))).toBeUndefined();
    expect(await failureOf(send('shut'))).toMatchObject({
      message: expect.stringContaining('sqs:sendmessage on resource'),
    });
  });

  it('lets the administrator do anything', async () => {
    for (const call of Object.values(calls)) {
      expect(await failureOf(call('open', administrator))).toBeUndefined();
    }
  });
});

describe('S3 and an object that is not there', () => {
  const get = (Bucket: string) =>
    new S3Client(configFor('s3')).send(new GetObjectCommand({ Bucket, Key: 'none' }));
  const head = (Bucket: string) =>
    new S3Client(configFor('s3')).send(new HeadObjectCommand({ Bucket, Key: 'none' }));

  it('says so to whoever may list the bucket', async () => {
    expect(await failureOf(get('listed'))).toMatchObject({ name: 'NoSuchKey', status: 404 });
    expect(await failureOf(head('listed'))).toMatchObject({ name: 'NotFound', status: 404 });
  });

  it('denies it to whoever may not, and names the permission', async () => {
    expect(await failureOf(get('open'))).toMatchObject({
      name: 'AccessDenied',
      status: 403,
      message: expect.stringContaining(
        's3:ListBucket on resource: "arn:aws:s3:::open" because no identity-based policy allows',
      ),
    });
    expect(await failureOf(head('open'))).toMatchObject({ status: 403 });
  });
});

it('tells of each denial: role, action and resource', async () => {
  const told = () =>
    events.flatMap((event) =>
      event.kind === 'denied' ? [`${event.role} ${event.action} ${event.resource}`] : [],
    );
  await expect.poll(told).toContain(`WorkerRole sqs:SendMessage ${arn('sqs', 'shut')}`);
  await expect.poll(told).toContain('WorkerRole s3:ListBucket arn:aws:s3:::open');
});
