import type { IncomingMessage } from 'node:http';
import { beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../../../test/factories/eventually.ts';
import { tableActions } from '../dynamodb/actions.ts';
import { db } from '../dynamodb/dynalite.ts';
import { TimeToLive } from '../dynamodb/time-to-live.ts';
import { buildFauxqs } from '../fauxqs/build-fauxqs.ts';
import { credentialHeaders } from '../iam/administrator.ts';
import type { OwnTime } from '../lambda/messages.ts';
import { billedInvocation } from './billed-invocation.ts';
import { createMeter } from './create-meter.ts';
import { meterQueues } from './meter-queues.ts';
import { meterTable } from './meter-table.ts';
import { UsageCounts } from './usage-counts.ts';

let counts: UsageCounts;
beforeEach(() => {
  counts = new UsageCounts();
});
const counted = () => Object.fromEntries(counts.all().map(({ of, amount }) => [of, amount]));

const ofFunction = credentialHeaders({ accessKeyId: 'ASIAFUNCTION' }, 'us-east-1/sqs');
const ofSomebodyWhoLooks = credentialHeaders({ accessKeyId: 'local' }, 'us-east-1/sqs');

describe('what a table is metered for', () => {
  const caller = (headers: object) => ({ headers }) as IncomingMessage;
  const item = (id: string, bytes: number) => ({ id: { S: id }, text: { S: 'x'.repeat(bytes) } });
  const TableName = 'deliveries';

  async function open() {
    const store = db.create({ createTableMs: 0 });
    const actions = tableActions(store, new TimeToLive(store), () => false);
    await actions.CreateTable?.({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    });
    await eventually('the table is there', async () => {
      const { Table } = Object(await actions.DescribeTable?.({ TableName }));
      return Table.TableStatus === 'ACTIVE';
    });
    const metered = meterTable(actions, counts);
    return async (name: string, input: object, headers: object = ofFunction) => {
      const action = metered[name];
      if (action === undefined) throw new Error(name);
      return await action(input, caller(headers));
    };
  }

  it('is a unit for each KB begun of an item', async () => {
    const call = await open();
    await call('PutItem', { TableName, Item: item('small', 100) });
    await call('PutItem', { TableName, Item: item('large', 1_500) });
    expect(counted()).toEqual({ PutItem: 3 });
  });

  it('is each item of a batch of inserts, those that fail too', async () => {
    const call = await open();
    const inserts = (...items: object[]) => ({
      Statements: items.map((one) => ({
        Statement: `INSERT INTO "${TableName}" VALUE {'id':?,'text':?}`,
        Parameters: Object.values(one),
      })),
    });
    await call('BatchExecuteStatement', inserts(item('a', 100), item('b', 1_500)));
    expect(counted()).toEqual({ BatchExecuteStatement: 3 });
    await call('BatchExecuteStatement', inserts(item('a', 100), item('c', 100)));
    expect(counted()).toEqual({ BatchExecuteStatement: 5 });
  });

  it('is each item of a batch, and half a unit for an eventually consistent read', async () => {
    const call = await open();
    const requests = ['a', 'b'].map((id) => ({ PutRequest: { Item: item(id, 10) } }));
    const answer = await call('BatchWriteItem', {
      RequestItems: { [TableName]: requests },
    });
    expect(answer).not.toHaveProperty('ConsumedCapacity');
    await call('GetItem', { TableName, Key: { id: { S: 'a' } } });
    expect(counted()).toEqual({ BatchWriteItem: 2, GetItem: 0.5 });
  });

  it('is a write whose condition fails, too', async () => {
    const call = await open();
    const put = { TableName, Item: item('a', 10), ConditionExpression: 'attribute_not_exists(id)' };
    await call('PutItem', put);
    await expect(call('PutItem', put)).rejects.toBeDefined();
    expect(counted()).toEqual({ PutItem: 1, 'PutItem, refused': 1 });
  });

  it('is nothing of what somebody looks at from outside', async () => {
    const call = await open();
    await call('Scan', { TableName }, ofSomebodyWhoLooks);
    expect(counted()).toEqual({});
  });
});

describe('what a queue is metered for', () => {
  it('is each call by each 64 KB, and receives that bring nothing apart', async () => {
    const { app, tasks, stores } = await buildFauxqs({
      region: 'us-east-1',
      before: (built) => meterQueues(built, counts),
    });
    const call = async (action: string, payload: object, headers: object = ofFunction) => {
      const target = { 'x-amz-target': `AmazonSQS.${action}`, host: '127.0.0.1' };
      const type = { 'content-type': 'application/x-amz-json-1.0' };
      const answer = await app.inject({
        ...{ method: 'POST', url: '/', headers: { ...headers, ...target, ...type }, payload },
      });
      return answer.json();
    };
    await call('CreateQueue', { QueueName: 'intake' }, ofSomebodyWhoLooks);
    const QueueUrl = [...stores.sqsStore.allQueues()][0]?.url ?? '';
    await call('ReceiveMessage', { QueueUrl });
    await call('SendMessage', { QueueUrl, MessageBody: 'small' });
    await call('ReceiveMessage', { QueueUrl });
    await call('SendMessage', { QueueUrl, MessageBody: 'x'.repeat(65_537) });
    await call('ReceiveMessage', { QueueUrl });
    await call('GetQueueAttributes', { QueueUrl }, ofSomebodyWhoLooks);
    expect(counted()).toEqual({
      'ReceiveMessage, empty': 1,
      SendMessage: 1 + 2,
      ReceiveMessage: 1 + 2,
    });
    tasks.stop();
    await app.close();
  });
});

describe('a meter', () => {
  const stamp = { timestamp: 0, apiName: 'spillway-dev', stage: 'dev', method: 'POST' } as const;

  it('counts accepted webhooks apart from other requests, which are billed all the same', () => {
    const meter = createMeter(() => 0);
    for (const status of [202, 202, 401]) {
      meter.record({
        ...{ kind: 'api-request', ...stamp, resource: '/webhooks/{source}', status },
        ...{ isStatusModified: false, latencyMs: 1 },
      });
    }
    const { accepted, usage } = meter.read();
    expect(accepted).toBe(2);
    expect(usage).toContainEqual({ unit: 'restRequest', of: '/webhooks/{source}', amount: 3 });
  });

  it('counts the bytes of each log group, with 26 for each event', () => {
    const meter = createMeter(() => 0);
    meter.log({ logGroup: '/a', logStream: '', timestamp: 0, message: 'é'.repeat(10) });
    const { usage } = meter.read();
    expect(usage).toEqual([{ unit: 'logGigabyte', of: '/a', amount: 46 / 2 ** 30 }]);
  });

  it('bills an invocation by milliseconds begun and by memory', () => {
    const settings = { functionName: 'f', memoryMb: 512 };
    const used = { kind: 'billed-usage', unit: 'gigabyteSecond', of: 'f', amount: 0.0535 };
    const measured = { durationMs: 6.1, initMs: 100, own: { cpuMs: 1.2, waitMs: 1.1 } };
    expect(billedInvocation(settings, measured, { traceHeader: 'Root=1' })).toMatchObject([used]);
    expect(billedInvocation(settings, measured, {})).toHaveLength(2);
  });

  it('sums up what the invocations of a function took by themselves, apart from their starts', () => {
    const meter = createMeter(() => 0);
    const settings = { functionName: 'f', memoryMb: 512 };
    const record = (durationMs: number, own?: OwnTime) => {
      for (const event of billedInvocation(settings, { durationMs, initMs: 5, own }, {}))
        meter.record(event);
    };
    record(6.1, { cpuMs: 1.25, waitMs: 1.5 });
    record(100, { cpuMs: 0.25, waitMs: 0.5 });
    record(1_000);
    expect(meter.read().functions).toEqual([
      {
        ...{ of: 'f', memoryMb: 512, invocations: 3, billedMs: 12 + 105 + 1_005, initMs: 15 },
        ...{ cpuMs: 1.5, waitMs: 1_002, ownMs: 3 + 1 + 1_000 },
      },
    ]);
  });
});
