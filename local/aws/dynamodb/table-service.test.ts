import {
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTable } from './create-tables.ts';
import { startTableService, type TableService } from './start-table-service.ts';

const TableName = 'deliveries';
let service: TableService;
let client: DynamoDBClient;

beforeAll(async () => {
  service = await startTableService(0);
  await createTable(service.endpoint, TableName, {
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  });
  client = new DynamoDBClient({
    endpoint: service.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
});

afterAll(async () => {
  client.destroy();
  await service.stop();
});

const put = (id: string) => ({
  Put: {
    TableName,
    Item: { id: { S: id } },
    ConditionExpression: 'attribute_not_exists(id)',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  },
});
const has = async (id: string) =>
  (await client.send(new GetItemCommand({ TableName, Key: { id: { S: id } } }))).Item !== undefined;

describe('a transaction of puts', () => {
  it('writes all of them', async () => {
    await client.send(new TransactWriteItemsCommand({ TransactItems: [put('a1'), put('a2')] }));
    expect([await has('a1'), await has('a2')]).toEqual([true, true]);
  });

  it('writes none where one condition fails, and says which and what stands there', async () => {
    await client.send(
      new PutItemCommand({ TableName, Item: { id: { S: 'b2' }, status: { S: 'there' } } }),
    );
    const writing = client.send(
      new TransactWriteItemsCommand({ TransactItems: [put('b1'), put('b2')] }),
    );
    await expect(writing).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [
        { Code: 'None' },
        { Code: 'ConditionalCheckFailed', Item: { id: { S: 'b2' }, status: { S: 'there' } } },
      ],
    });
    expect(await has('b1')).toBe(false);
  });

  it('is atomic against others for the same items', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 8 }, () =>
        client.send(new TransactWriteItemsCommand({ TransactItems: [put('c1'), put('c2')] })),
      ),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('may not name an item twice', async () => {
    const writing = client.send(
      new TransactWriteItemsCommand({ TransactItems: [put('d'), put('d')] }),
    );
    await expect(writing).rejects.toMatchObject({ name: 'ValidationException' });
  });
});

it('tells what stood in the way of a conditional update', async () => {
  await client.send(new PutItemCommand({ TableName, Item: { id: { S: 'e' } } }));
  const updating = client.send(
    new UpdateItemCommand({
      TableName,
      Key: { id: { S: 'e' } },
      UpdateExpression: 'SET a = :a',
      ConditionExpression: 'attribute_not_exists(id)',
      ExpressionAttributeValues: { ':a': { S: 'x' } },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    }),
  );
  await expect(updating).rejects.toMatchObject({
    name: 'ConditionalCheckFailedException',
    Item: { id: { S: 'e' } },
  });
});

it('tells what stood in the way of a conditional put', async () => {
  await client.send(new PutItemCommand({ TableName, Item: { id: { S: 'f' }, a: { S: 'old' } } }));
  const putting = client.send(new PutItemCommand(put('f').Put));
  await expect(putting).rejects.toMatchObject({
    name: 'ConditionalCheckFailedException',
    Item: { id: { S: 'f' }, a: { S: 'old' } },
  });
});
