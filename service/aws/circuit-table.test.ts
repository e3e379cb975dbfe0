import {
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  type ServiceInputTypes,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTable } from '../../local/aws/dynamodb/create-tables.ts';
import {
  startTableService,
  type TableService,
} from '../../local/aws/dynamodb/start-table-service.ts';
import { DeliveryError } from '../errors.ts';
import { createCircuitBreakers } from '../processing/circuit-breakers.ts';
import { type Circuit, closedCircuit } from '../webhook/circuit.ts';
import { createCircuitStore } from './circuit-table.ts';
import { clientSettings } from './client-settings.ts';
import { startFaultyAws } from './faulty-aws-fixture.ts';
import { KeepAliveHandler } from './keep-alive-handler.ts';
import { streamline } from './streamline.ts';

const common = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
};
let service: TableService;
let client: DynamoDBClient;
let calls: string[] = [];
let tables = 0;
let table = '';

beforeAll(async () => {
  service = await startTableService(0);
  client = new DynamoDBClient({ ...common, endpoint: service.endpoint });
  client.middlewareStack.add((next, context) => async (args: { input: ServiceInputTypes }) => {
    calls.push(String(context.commandName));
    return next(args);
  });
});
afterAll(async () => {
  client.destroy();
  await service.stop();
});
beforeEach(async () => {
  table = `deliveries-${++tables}`;
  await createTable(service.endpoint, table, {
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  });
  calls = [];
});

const open: Circuit = { state: 'open', since: 1_795_435_200_000, rests: 3 };
const probing: Circuit = { ...open, state: 'probing', probeUntil: 1_795_435_280_000 };
const aStore = () => createCircuitStore(client, table);
const itemOf = async (destination: string) => {
  const Key = { id: { S: `circuit/${destination}` } };
  return (await client.send(new GetItemCommand({ TableName: table, Key }))).Item;
};

describe('what one function writes of a destination', () => {
  it('is read by the others', async () => {
    const store = aStore();
    expect(await store.read('app')).toBeUndefined();
    let replaces = 0;
    for (const circuit of [open, probing, open, closedCircuit]) {
      const changedAt = replaces + 7;
      expect(await store.replace('app', { circuit, changedAt }, replaces)).toBeUndefined();
      expect(await aStore().read('app')).toEqual({ circuit, changedAt });
      replaces = changedAt;
    }
    expect(await store.read('audit')).toBeUndefined();
  });

  it('stands against what replaces another version, which is told what stands there', async () => {
    const standing = { circuit: probing, changedAt: 8 };
    await aStore().replace('app', standing, 0);
    const late = { circuit: closedCircuit, changedAt: 9 };
    for (const replaces of [0, 7, 9]) {
      expect(await aStore().replace('app', late, replaces)).toEqual(standing);
    }
    expect(await aStore().read('app')).toEqual(standing);
  });

  it('is there once, of twenty at the same time', async () => {
    const written = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        aStore().replace('app', { circuit: open, changedAt: index + 1 }, 0),
      ),
    );
    expect(written.filter((standing) => standing === undefined)).toHaveLength(1);
  });

  it('is forgotten a day after its last change', async () => {
    await aStore().replace('app', { circuit: open, changedAt: 1_795_435_200_000 }, 0);
    expect(await itemOf('app')).toMatchObject({ expiration: { N: '1795521600' } });
  });

  it('is not lost with the answer to it', async () => {
    const handler = new KeepAliveHandler({
      connectMilliseconds: 1_000,
      attemptMilliseconds: 1_500,
    });
    let isLost = false;
    const losing = new DynamoDBClient({
      ...clientSettings(2),
      ...common,
      endpoint: service.endpoint,
      requestHandler: {
        async handle(request: Parameters<typeof handler.handle>[0]) {
          const answer = await handler.handle(request);
          if (isLost) return answer;
          isLost = true;
          throw Object.assign(new Error('read ECONNRESET'), { name: 'TimeoutError' });
        },
      },
    });
    const store = createCircuitStore(
      streamline(losing, (_, send) => send(undefined)),
      table,
    );
    expect(await store.replace('app', { circuit: open, changedAt: 5 }, 0)).toBeUndefined();
    expect(isLost).toBe(true);
    losing.destroy();
    handler.destroy();
  });
});

describe('an item of a function deployed before', () => {
  const changedAt = 1_795_435_200_000;
  const putOld = (state: string) =>
    client.send(
      new PutItemCommand({
        TableName: table,
        Item: {
          id: { S: 'circuit/app' },
          circuit: { S: state },
          changedAt: { N: String(changedAt) },
          expiration: { N: '1795521600' },
          probeUntil: { N: '1795435199000' },
        },
      }),
    );

  it('is read, and replaced by one in which such a function finds nothing', async () => {
    await putOld(
      '{"ownState":{"value":1,"openedAt":1795435200000,"attemptNo":3},"breakerState":20}',
    );
    const store = aStore();
    expect(await store.read('app')).toEqual({ circuit: open, changedAt });
    const version = { circuit: probing, changedAt: changedAt + 40_000 };
    expect(await store.replace('app', version, changedAt)).toBeUndefined();
    expect(await store.read('app')).toEqual(version);
    expect(await itemOf('app')).not.toHaveProperty('circuit');
  });

  it('stands where it was written over ours meanwhile', async () => {
    const store = aStore();
    await store.replace('app', { circuit: probing, changedAt: 5 }, 0);
    await client.send(
      new UpdateItemCommand({
        TableName: table,
        Key: { id: { S: 'circuit/app' } },
        UpdateExpression: 'SET circuit = :circuit, changedAt = :at, expiration = :expiration',
        ExpressionAttributeValues: {
          ':circuit': { S: '{"ownState":{"value":0},"breakerState":0}' },
          ':at': { N: String(changedAt) },
          ':expiration': { N: '1795521600' },
        },
      }),
    );
    const standing = { circuit: closedCircuit, changedAt };
    expect(await store.replace('app', { circuit: open, changedAt: 6 }, 5)).toEqual(standing);
  });
});

describe('reading', () => {
  it('is one call for all destinations that are asked for at the same time', async () => {
    const store = aStore();
    await store.replace('d-7', { circuit: open, changedAt: 7 }, 0);
    calls = [];
    const names = Array.from({ length: 100 }, (_, index) => `d-${index}`);
    const versions = await Promise.all(names.map((name) => store.read(name)));
    expect(versions.findIndex((version) => version !== undefined)).toBe(7);
    expect(versions[7]).toEqual({ circuit: open, changedAt: 7 });
    expect(calls).toEqual(['BatchGetItemCommand']);
  });

  it('fails for what the table, being throttled, did not get to', async () => {
    const aws = await startFaultyAws([
      {
        status: 200,
        body: {
          Responses: { [table]: [] },
          UnprocessedKeys: { [table]: { Keys: [{ id: { S: 'circuit/audit' } }] } },
        },
      },
    ]);
    const throttled = new DynamoDBClient({ ...clientSettings(1), ...common, endpoint: aws.url });
    const store = createCircuitStore(throttled, table);
    const [app, audit] = await Promise.allSettled([store.read('app'), store.read('audit')]);
    expect(app).toEqual({ status: 'fulfilled', value: undefined });
    expect(audit).toMatchObject({ status: 'rejected' });
    await aws.stop();
  });
});

it('lets one of twenty functions probe a destination', async () => {
  let now = Date.parse('2026-11-23T12:00:00Z');
  let opened = 0;
  let delivered = 0;
  const errors: unknown[] = [];
  const functions = Array.from({ length: 20 }, () =>
    createCircuitBreakers({
      destinations: ['app'],
      failures: 3,
      store: aStore(),
      now: () => now,
      onOpen: () => opened++,
      onStoreError: (error) => errors.push(error),
    }),
  );
  const attemptAll = () =>
    Promise.allSettled(
      functions.map(async (circuits) => {
        await circuits.check('app');
        await circuits.run('app', async () => {
          delivered++;
          throw new DeliveryError('Destination app answered 503');
        });
      }),
    );
  const settleAll = () => Promise.all(functions.map((circuits) => circuits.settled()));
  for (let i = 0; i < 3; i++) await attemptAll();
  await settleAll();
  expect({ opened, delivered }).toEqual({ opened: 1, delivered: 60 });
  for (const [probes, restSeconds] of [10, 20, 40].entries()) {
    now += restSeconds * 1000;
    await attemptAll();
    await settleAll();
    expect({ opened, delivered }).toEqual({ opened: probes + 2, delivered: probes + 61 });
  }
  expect(errors).toEqual([]);
});
