import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTable } from '../../local/aws/dynamodb/create-tables.ts';
import {
  startTableService,
  type TableService,
} from '../../local/aws/dynamodb/start-table-service.ts';
import { createFindDeliveries } from './find-deliveries.ts';
import { createReconciliationStore } from './reconciliation-table.ts';

interface Progress {
  readonly begunAt: number;
}
interface Decision {
  readonly id: string;
  readonly asks: number;
}

const table = 'reconciliation';
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
    AttributeDefinitions: [
      { AttributeName: 'source', AttributeType: 'S' },
      { AttributeName: 'id', AttributeType: 'S' },
    ],
    KeySchema: [
      { AttributeName: 'source', KeyType: 'HASH' },
      { AttributeName: 'id', KeyType: 'RANGE' },
    ],
  });
  await createTable(service.endpoint, 'deliveries', {
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  });
});

afterAll(async () => {
  client.destroy();
  await service.stop();
});

const open = (source: string) =>
  createReconciliationStore<Progress, Decision>(client, table, source);
const later = Date.now() + 86_400_000;

it('remembers how far a log is read, until another run has gone further', async () => {
  const store = open('github');
  expect(await store.readProgress()).toEqual({ value: undefined, version: 0 });
  expect(await store.replaceProgress({ begunAt: 1 }, 0)).toBe(true);
  expect(await store.replaceProgress({ begunAt: 2 }, 0)).toBe(false);
  expect(await store.replaceProgress({ begunAt: 3 }, 1)).toBe(true);
  expect(await store.readProgress()).toEqual({ value: { begunAt: 3 }, version: 2 });
});

it('remembers each webhook of each source by itself, and lists those of one source', async () => {
  const store = open('many');
  const ids = Array.from({ length: 120 }, (_, n) => `${n}-${'x'.repeat(36)}`);
  await Promise.all(ids.map((id) => store.replaceDecision({ id, asks: 0 }, 0, later)));
  await store.replaceProgress({ begunAt: 1 }, 0);
  const first = ids[0] ?? '';
  expect(await open('other').replaceDecision({ id: first, asks: 7 }, 0, later)).toBe(true);
  expect(await store.replaceDecision({ id: first, asks: 1 }, 1, later)).toBe(true);
  expect(await store.replaceDecision({ id: first, asks: 1 }, 1, later)).toBe(false);
  const decisions = await store.readDecisions();
  expect(decisions.map(({ value }) => value.id).toSorted()).toEqual(ids.toSorted());
  expect(decisions.find(({ value }) => value.id === first)).toEqual({
    ...{ value: { id: first, asks: 1 }, version: 2 },
  });
});

it('finds in the table of deliveries what is there, in as many calls as it takes', async () => {
  const keys = Array.from({ length: 250 }, (_, n) => `github/app//${n}`);
  const there = keys.filter((_, n) => n % 50 === 0);
  for (const id of there) {
    await client.send(new PutItemCommand({ TableName: 'deliveries', Item: { id: { S: id } } }));
  }
  const find = createFindDeliveries(client, 'deliveries');
  expect(await find([...keys, ...keys])).toEqual(new Set(there));
  expect(await find([])).toEqual(new Set());
});

it('takes nothing for missing that DynamoDB did not read', async () => {
  let calls = 0;
  const throttled = (answers: number) => ({
    send: async ({ input }: { readonly input: { readonly RequestItems: object } }) =>
      ++calls > answers ? {} : { UnprocessedKeys: input.RequestItems },
  });
  const sleep = async () => {};
  const find = (answers: number) =>
    createFindDeliveries(throttled(answers) as never, 'deliveries', sleep)(['a']);
  expect(await find(3)).toEqual(new Set());
  expect(calls).toBe(4);
  await expect(find(Number.POSITIVE_INFINITY)).rejects.toThrow('throttles reads');
});
