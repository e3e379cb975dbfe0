import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTable } from '../../local/aws/dynamodb/create-tables.ts';
import {
  startTableService,
  type TableService,
} from '../../local/aws/dynamodb/start-table-service.ts';
import { createDeliverOnce } from '../../service/aws/deliver-once.ts';
import { DeliveryTable } from '../../service/aws/delivery-table.ts';
import { DeliveryError } from '../../service/errors.ts';
import { deliveryKey } from '../../service/webhook/delivery-key.ts';
import { createReadRecords } from './delivery-records.ts';

const table = 'spillway-dev-deliveries';
const webhook = { source: 'github', deliveryId: 'd-1' };
const settled = { messageId: 'm-1', settledAt: Date.parse('2026-11-26T07:00:00Z') };
let service: TableService;
let client: DynamoDBClient;

beforeAll(async () => {
  service = await startTableService(0);
  client = new DynamoDBClient({
    endpoint: service.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  await createTable(service.endpoint, table, {
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  });
});

afterAll(async () => {
  client.destroy();
  await service.stop();
});

const read = createReadRecords(
  { send: (command: never) => client.send(command) } as unknown as DynamoDBClient,
  'dev',
  async () => ['app', 'audit', 'team', 'mail', 'untried'],
);

it('tells of each destination what processing noted there', async () => {
  const once = createDeliverOnce({
    table: new DeliveryTable(client, table, Date.now, '7'),
    ...{ leaseSeconds: 60, memoryDays: 20 },
  });
  const at = (destination: string, work: Parameters<typeof once>[1]) =>
    once(deliveryKey(webhook, destination), work);
  const down = async () => {
    throw new DeliveryError('Destination audit answered 503', { status: 503 });
  };
  await at('app', async () => ({ ...settled, outcome: 'delivered' }));
  await at('audit', down).catch(() => undefined);
  await at('team', down).catch(() => undefined);
  await at('team', async () => ({ ...settled, outcome: 'dead-lettered', reason: 'refused' }));
  const begun = Promise.withResolvers<void>();
  void at('mail', () => {
    begun.resolve();
    return new Promise<never>(() => undefined);
  });
  await begun.promise;

  const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  const [records] = await read([webhook]);
  expect(records).toEqual([
    {
      ...{ destination: 'app', state: 'delivered', attempts: 0 },
      settledAt: '2026-11-26T07:00:00.000Z',
    },
    {
      ...{ destination: 'audit', state: 'failed', attempts: 1, version: '7', httpStatus: 503 },
      ...{ firstError: 'Destination audit answered 503', lastError: expect.any(String) },
      ...{ firstFailedAt: time, lastFailedAt: time },
    },
    {
      ...{ destination: 'team', state: 'dead-lettered', attempts: 2, reason: 'refused' },
      settledAt: '2026-11-26T07:00:00.000Z',
    },
    { destination: 'mail', state: 'claimed', attempts: 0, claimedAt: time },
  ]);
});

it('asks again for what DynamoDB left out, and gives up in the end', async () => {
  let [asked, slept] = [0, 0];
  const throttled = (answers: number) => {
    const send = async ({ input }: { input: { RequestItems: object } }) => {
      asked++;
      return asked > answers ? {} : { UnprocessedKeys: input.RequestItems };
    };
    const sleep = async (milliseconds: number) => {
      slept += milliseconds;
    };
    return createReadRecords({ send } as never, 'dev', async () => ['app'], sleep);
  };
  expect(await throttled(3)([webhook])).toEqual([[]]);
  expect(asked).toBe(4);
  await expect(throttled(Number.POSITIVE_INFINITY)([webhook])).rejects.toMatchObject({
    message: expect.stringContaining('throttles reads of the table spillway-dev-deliveries'),
    remedy: expect.stringContaining('again in a minute'),
  });
  expect(slept).toBeLessThan(60_000);
});

it('asks for no key that DynamoDB would refuse the whole call for', async () => {
  const long = { ...webhook, deliveryId: 'x'.repeat(3000) };
  expect(await read([long, { ...webhook, to: ['app'] }])).toMatchObject([
    [],
    [{ destination: 'app', state: 'delivered' }],
  ]);
});

it('knows nothing of a webhook that nobody began to deliver, nor of one with another nonce', async () => {
  const others = [
    { ...webhook, source: 'stripe' },
    { ...webhook, nonce: 'n-1' },
    { ...webhook, to: ['untried'] },
  ];
  expect(await read(others)).toEqual([[], [], []]);
});
