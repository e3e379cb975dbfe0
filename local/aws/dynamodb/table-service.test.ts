import { DynamoDBClient, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
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
  const putting = client.send(
    new PutItemCommand({
      TableName,
      Item: { id: { S: 'f' } },
      ConditionExpression: 'attribute_not_exists(id)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    }),
  );
  await expect(putting).rejects.toMatchObject({
    name: 'ConditionalCheckFailedException',
    Item: { id: { S: 'f' }, a: { S: 'old' } },
  });
});
