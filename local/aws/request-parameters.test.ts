import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClock } from './cloudwatch/clock.ts';
import { createCloudWatch } from './cloudwatch/cloudwatch.ts';
import { startTableService } from './dynamodb/start-table-service.ts';
import { startEventBridge } from './eventbridge/start-event-bridge.ts';
import { startFauxqs } from './fauxqs/start-fauxqs.ts';
import { startLogs } from './logs/start-logs.ts';
import { blindObserver } from './observer.ts';
import { describeUnknown } from './request-parameters.ts';
import { SecretStore } from './secrets-manager/secret-store.ts';
import { startSecretsManager } from './secrets-manager/start-secrets-manager.ts';
import { startSes } from './ses/start-ses.ts';
import { callSns } from './sns/create-topics.ts';

const region = 'us-east-1';
const accountId = '000000000000';
const endpoints: Record<string, string> = {};
const stops: (() => unknown)[] = [];

beforeAll(async () => {
  const alarms = { clock: createClock(), alarms: [], region, accountId };
  const cloudWatch = createCloudWatch({ ...alarms, publish: () => Promise.resolve() });
  const services = await Promise.all([
    startFauxqs({ port: 0, region }, blindObserver),
    startTableService(0),
    startSecretsManager(new SecretStore(region, accountId), 0),
    startEventBridge(() => undefined),
    startSes(() => undefined),
    startLogs([]),
  ]);
  const names = ['queues', 'tables', 'secrets', 'events', 'ses', 'logs'];
  for (const [index, { endpoint, stop }] of services.entries()) {
    endpoints[names[index] ?? ''] = endpoint;
    stops.push(stop);
  }
  endpoints.cloudwatch = await cloudWatch.start();
  stops.push(() => cloudWatch.stop());
}, 60_000);

afterAll(async () => {
  for (const stop of stops.reverse()) await stop();
});

const configFor = (service: string) => ({
  ...{ region, maxAttempts: 1, endpoint: endpoints[service] ?? '', forcePathStyle: true },
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});

describe('a parameter that the emulation does not know', () => {
  it.each<[string, () => Promise<unknown>]>([
    [
      'ReceiveRequestAttemptId',
      () =>
        new SQSClient(configFor('queues')).send(
          new ReceiveMessageCommand({
            QueueUrl: `${endpoints.queues}/${accountId}/any`,
            ReceiveRequestAttemptId: 'a',
          }),
        ),
    ],
    [
      'x-amz-storage-class',
      () =>
        new S3Client(configFor('queues')).send(
          new PutObjectCommand({ Bucket: 'any', Key: 'k', Body: 'x', StorageClass: 'GLACIER' }),
        ),
    ],
    [
      'if-none-match',
      () =>
        new S3Client(configFor('queues')).send(
          new PutObjectCommand({ Bucket: 'any', Key: 'k', Body: 'x', IfNoneMatch: '*' }),
        ),
    ],
    [
      'MessageStructure',
      () =>
        callSns(endpoints.queues ?? '', region, {
          ...{ Action: 'Publish', TopicArn: 'any', Message: '{}', MessageStructure: 'json' },
        }),
    ],
    [
      'TableClass',
      () =>
        new DynamoDBClient(configFor('tables')).send(
          new CreateTableCommand({
            TableName: 'any',
            AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
            KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
            BillingMode: 'PAY_PER_REQUEST',
            TableClass: 'STANDARD',
          }),
        ),
    ],
    [
      'SecretBinary',
      () =>
        new SecretsManagerClient(configFor('secrets')).send(
          new PutSecretValueCommand({
            ...{ SecretId: 'any', SecretString: 'a', SecretBinary: Buffer.from('a') },
          }),
        ),
    ],
    [
      'StrictEntityValidation',
      () =>
        new CloudWatchClient(configFor('cloudwatch')).send(
          new PutMetricDataCommand({
            ...{ Namespace: 'any', MetricData: [], StrictEntityValidation: true },
          }),
        ),
    ],
    [
      'TraceHeader',
      () =>
        new EventBridgeClient(configFor('events')).send(
          new PutEventsCommand({ Entries: [{ Source: 'a', TraceHeader: 'a' }] }),
        ),
    ],
    [
      'includeLinkedAccounts',
      () =>
        new CloudWatchLogsClient(configFor('logs')).send(
          new DescribeLogGroupsCommand({ includeLinkedAccounts: false }),
        ),
    ],
    [
      'ListManagementOptions.ContactListName',
      () =>
        new SESv2Client(configFor('ses')).send(
          new SendEmailCommand({
            FromEmailAddress: 'a@example.com',
            Content: { Simple: { Subject: { Data: 'a' }, Body: { Text: { Data: 'a' } } } },
            ListManagementOptions: { ContactListName: 'a' },
          }),
        ),
    ],
  ])('is an error that names it: %s', async (parameter, call) => {
    await expect(call()).rejects.toThrow(parameter);
  });
});

describe('what is unknown of a request', () => {
  const actions = { Send: { emulated: ['Entries[].Id'], ignored: { Note: 'nobody reads it' } } };

  it.each([
    ['Send', { Entries: [{ Id: 'a' }], Note: { any: 'thing' } }, 'nothing'],
    ['Send', { Entries: [{ Id: 'a', Colour: 'b' }] }, /Entries\[\]\.Colour/],
    ['Fly', {}, /Fly/],
    ['toString', {}, /toString/],
  ])('is an action or a parameter, however deep: %s %j', (action, input, named) => {
    expect(describeUnknown(actions, action, input) ?? 'nothing').toMatch(named);
  });
});
