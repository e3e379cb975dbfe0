import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  CreateQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { FaultName } from '../../client/faults/catalogue.ts';
import type { Fault } from '../../client/faults/fault.ts';
import { createTable } from '../aws/dynamodb/create-tables.ts';
import { startTableService, type TableService } from '../aws/dynamodb/start-table-service.ts';
import { type Fauxqs, startFauxqs } from '../aws/fauxqs/start-fauxqs.ts';
import { blindObserver } from '../aws/observer.ts';

let queues: Fauxqs;
let tables: TableService;
let shared: object;
let sqs: SQSClient;
let s3: S3Client;
let dynamo: DynamoDBClient;
let intakeUrl = '';
let otherUrl = '';
let lostUrl = '';

beforeAll(async () => {
  queues = await startFauxqs({ port: 0, region: 'us-east-1' }, blindObserver);
  tables = await startTableService(0);
  shared = {
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
  sqs = new SQSClient({ ...shared, endpoint: queues.endpoint });
  s3 = new S3Client({ ...shared, endpoint: queues.endpoint, forcePathStyle: true });
  dynamo = new DynamoDBClient({ ...shared, endpoint: tables.endpoint });
  const create = async (QueueName: string) =>
    (await sqs.send(new CreateQueueCommand({ QueueName }))).QueueUrl ?? '';
  intakeUrl = await create('spillway-dev-intake');
  otherUrl = await create('spillway-dev-dead-letters');
  lostUrl = await create('lost-intake');
  await fetch(`${queues.endpoint}/bucket`, { method: 'PUT' });
  await createTable(tables.endpoint, 'deliveries', {
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  });
});

afterEach(() => set());
afterAll(async () => {
  for (const client of [sqs, s3, dynamo]) client.destroy();
  await queues.stop();
  await tables.stop();
});

async function set(name?: FaultName, rest: Partial<Fault> = {}): Promise<void> {
  const faults: Fault[] = name === undefined ? [] : [{ name, share: 1, ...rest }];
  await queues.followFaults(faults);
  await tables.followFaults(faults);
}

describe('SQS', () => {
  const message = { MessageBody: 'x' };

  it('that is down takes nothing for the intake queue, and gives out what it has', async () => {
    await sqs.send(new SendMessageCommand({ QueueUrl: intakeUrl, ...message }));
    await set('queue-down');
    const one = sqs.send(new SendMessageCommand({ QueueUrl: intakeUrl, ...message }));
    await expect(one).rejects.toMatchObject({ $metadata: { httpStatusCode: 503 } });
    const Entries = [{ Id: '0', ...message }];
    const batch = sqs.send(new SendMessageBatchCommand({ QueueUrl: intakeUrl, Entries }));
    await expect(batch).rejects.toMatchObject({ $metadata: { httpStatusCode: 503 } });
    const received = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: intakeUrl, MaxNumberOfMessages: 10 }),
    );
    expect(received.Messages).toHaveLength(1);
  });

  it('whose answer is lost has stored what it was sent, and answers when it is sent again', async () => {
    await set('queue-answer-lost');
    const body = 'stored twice';
    const sending = { QueueUrl: lostUrl, MessageBody: body };
    const patient = new SQSClient({ ...shared, endpoint: queues.endpoint, maxAttempts: 2 });
    expect((await patient.send(new SendMessageCommand(sending))).MessageId).toBeDefined();
    patient.destroy();
    const received = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: lostUrl, MaxNumberOfMessages: 10 }),
    );
    expect(received.Messages?.map(({ Body }) => Body)).toEqual([body, body]);
  });

  it('takes what goes to another queue', async () => {
    await set('queue-down');
    await sqs.send(new SendMessageCommand({ QueueUrl: otherUrl, ...message }));
  });

  it('that is slow stores what it is sent, later', async () => {
    await set('queue-slow', { seconds: 600 });
    await sqs.send(new SendMessageCommand({ QueueUrl: otherUrl, ...message }));
    await set('queue-slow', { seconds: 0.3 });
    const began = performance.now();
    await sqs.send(new SendMessageCommand({ QueueUrl: intakeUrl, MessageBody: 'late' }));
    expect(performance.now() - began).toBeGreaterThan(290);
    expect(await bodiesIn(intakeUrl)).toContain('late');
  });

  it('that loses what it is sent says that it has it', async () => {
    await set('queue-loses');
    const one = await sqs.send(new SendMessageCommand({ QueueUrl: intakeUrl, ...message }));
    expect(one.MessageId).toBeDefined();
    const Entries = [{ Id: '0', ...message }];
    const batch = await sqs.send(new SendMessageBatchCommand({ QueueUrl: intakeUrl, Entries }));
    expect(batch.Successful).toHaveLength(1);
    expect(await bodiesIn(intakeUrl)).toEqual([]);
  });

  it('is over for an SDK that tries again, once it is switched off', async () => {
    await set('queue-down', { status: 500 });
    const patient = new SQSClient({ ...shared, endpoint: queues.endpoint, maxAttempts: 10 });
    const sending = patient.send(new SendMessageCommand({ QueueUrl: intakeUrl, ...message }));
    await set();
    expect((await sending).MessageId).toBeDefined();
    patient.destroy();
  });
});

async function bodiesIn(QueueUrl: string) {
  const receiving = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 });
  const { Messages = [] } = await sqs.send(receiving);
  return Messages.map(({ Body }) => Body);
}

describe('S3', () => {
  const object = { Bucket: 'bucket', Key: 'bodies/one' };
  const get = async () => {
    const { Body } = await s3.send(new GetObjectCommand(object));
    return Body?.transformToString();
  };
  const put = () =>
    s3.send(new PutObjectCommand({ ...object, Body: 'as it was', ChecksumAlgorithm: 'SHA256' }));

  it('that is down refuses to put and to get', async () => {
    await put();
    await set('store-down');
    await expect(put()).rejects.toMatchObject({ $metadata: { httpStatusCode: 503 } });
    await expect(get()).rejects.toMatchObject({ $metadata: { httpStatusCode: 503 } });
  });

  it('that is slow answers later', async () => {
    await put();
    await set('store-slow', { seconds: 0.3 });
    const began = performance.now();
    expect(await get()).toBe('as it was');
    expect(performance.now() - began).toBeGreaterThan(290);
  });

  it('that hangs does not answer, and stores nothing', async () => {
    await set('store-hangs');
    const body = { ...object, Key: 'bodies/never', Body: 'x' };
    const abortSignal = AbortSignal.timeout(300);
    const hanging = s3.send(new PutObjectCommand(body), { abortSignal });
    await expect(hanging).rejects.toMatchObject({ name: 'AbortError' });
    await set();
    const getting = s3.send(new GetObjectCommand({ Bucket: 'bucket', Key: body.Key }));
    await expect(getting).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  it('that misses its objects says so, as long as it misses them', async () => {
    await set('store-missing');
    await put();
    await expect(get()).rejects.toMatchObject({ name: 'NoSuchKey' });
    await set();
    expect(await get()).toBe('as it was');
  });

  it('whose objects were altered gives other bytes, which pass the SDK’s own check', async () => {
    await put();
    await set('store-altered');
    expect(await get()).toBe('`s it was');
    await set();
    expect(await get()).toBe('as it was');
  });
});

describe('DynamoDB', () => {
  const get = (signal?: AbortSignal) =>
    dynamo.send(
      new GetItemCommand({ TableName: 'deliveries', Key: { id: { S: 'one' } } }),
      signal && { abortSignal: signal },
    );

  it.each([
    ['table-down', 'InternalServerError', 500],
    ['table-throttled', 'ProvisionedThroughputExceededException', 400],
  ] as const)('with %s answers %s', async (fault, name, httpStatusCode) => {
    await set(fault);
    await expect(get()).rejects.toMatchObject({ name, $metadata: { httpStatusCode } });
    await set();
    await get();
  });

  it('that is slow answers later', async () => {
    await set('table-slow', { seconds: 0.3 });
    const began = performance.now();
    await get();
    expect(performance.now() - began).toBeGreaterThan(290);
  });

  it('that hangs does not answer', async () => {
    await set('table-hangs');
    await expect(get(AbortSignal.timeout(300))).rejects.toMatchObject({ name: 'AbortError' });
  });
});
