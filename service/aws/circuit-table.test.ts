import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTable } from '../../local/dynamodb/create-tables.ts';
import { startTableService, type TableService } from '../../local/dynamodb/start-table-service.ts';
import { createCircuitStore } from './circuit-table.ts';

let service: TableService;
let client: DynamoDBClient;

beforeAll(async () => {
  service = await startTableService(0);
  await createTable(service.endpoint, 'deliveries', {
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

it('gives others what one wrote of a destination', async () => {
  const store = createCircuitStore(client, 'deliveries');
  expect(await store.read('app')).toBeUndefined();
  const circuit = { state: { ownState: { value: 1, openedAt: 5, attemptNo: 2 } }, changedAt: 7 };
  await store.write('app', circuit);
  expect(await createCircuitStore(client, 'deliveries').read('app')).toEqual(circuit);
  expect(await store.read('audit')).toBeUndefined();
});

it('lets one of many probe a destination at a time, and keeps what is known of it', async () => {
  const store = createCircuitStore(client, 'deliveries');
  await store.write('probed', { state: 'open', changedAt: 1 });
  const claims = Array.from({ length: 5 }, () => store.claimProbe('probed', 20_000, 10_000));
  expect((await Promise.all(claims)).filter(Boolean)).toHaveLength(1);
  expect(await store.claimProbe('probed', 30_000, 19_999)).toBe(false);
  expect(await store.claimProbe('probed', 30_000, 20_001)).toBe(true);
  expect(await store.read('probed')).toEqual({ state: 'open', changedAt: 1 });
});
