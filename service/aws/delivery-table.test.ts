import {
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  type ServiceInputTypes,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTable } from '../../local/aws/dynamodb/create-tables.ts';
import {
  startTableService,
  type TableService,
} from '../../local/aws/dynamodb/start-table-service.ts';
import { DeliveryError, DestinationRestsError, TooLittleTimeError } from '../errors.ts';
import type { Settled } from '../webhook/settled.ts';
import { clientSettings } from './client-settings.ts';
import { createDeliverOnce } from './deliver-once.ts';
import { DeliveryTable } from './delivery-table.ts';
import { KeepAliveHandler } from './keep-alive-handler.ts';
import { streamline } from './streamline.ts';
import { createTrueTime } from './true-time.ts';

const leaseSeconds = 60;
const memoryDays = 20;
let service: TableService;
let client: DynamoDBClient;
let calls: string[] = [];
let tables = 0;
let table = '';

beforeAll(async () => {
  service = await startTableService(0);
  client = new DynamoDBClient({
    endpoint: service.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
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

/** One function, as far as the table can tell. `offsetMs`: how far its clock is off. */
function aFunction(offsetMs = 0) {
  const now = () => Date.now() + offsetMs;
  return createDeliverOnce({
    table: new DeliveryTable(client, table, now, '7'),
    leaseSeconds,
    memoryDays,
  });
}

const delivered: Settled = {
  outcome: 'delivered',
  messageId: 'm-2',
  trackingId: 'm-1',
  settledAt: 1_795_435_200_000,
};
const deliver = async () => delivered;
const fail = (message: string) => async () => {
  throw new Error(message);
};
const never = async () => {
  throw new Error('delivered twice');
};
const read = async (id: string) =>
  (await client.send(new GetItemCommand({ TableName: table, Key: { id: { S: id } } }))).Item;

describe('a delivery', () => {
  it('is done once, and remembered with the message that did it', async () => {
    expect(await aFunction()('a', deliver)).toEqual({ ...delivered, isRemembered: false });
    expect(await aFunction()('a', never)).toEqual({ ...delivered, isRemembered: true });
  });

  it('is done by one of twenty functions that claim it at once', async () => {
    let done = 0;
    const claims = await Promise.allSettled(
      Array.from({ length: 20 }, () =>
        aFunction()('a', async () => {
          done++;
          return delivered;
        }),
      ),
    );
    expect(done).toBe(1);
    const refused = claims.flatMap((claim) => (claim.status === 'rejected' ? [claim.reason] : []));
    expect(refused.map(({ name }) => name)).toEqual(Array(19).fill('DeliveryInProgressError'));
  });

  it('may be tried again at once after it failed, and knows what went wrong before', async () => {
    await expect(aFunction()('a', fail('first'))).rejects.toThrow('first');
    await expect(aFunction()('a', fail('second'))).rejects.toThrow('second');
    expect(await read('a')).toMatchObject({ lastError: { S: 'second' }, version: { S: '7' } });
    let history: unknown;
    await aFunction()('a', async (known) => {
      history = known;
      return delivered;
    });
    const firstFailedAt = expect.any(Number);
    expect(history).toEqual({ attempts: 2, firstError: 'first', firstFailedAt });
    expect(await read('a')).toMatchObject({ status: { S: 'COMPLETED' }, attempts: { N: '2' } });
  });

  it('notes when it failed first and last, and the status that was answered last', async () => {
    const day = 86_400_000;
    const refuse = async () => {
      throw new DeliveryError('down', { status: 503 });
    };
    const before = Date.now();
    await expect(aFunction()('a', refuse)).rejects.toThrow('down');
    const first = await read('a');
    expect(first).toMatchObject({ httpStatus: { N: '503' }, attempts: { N: '1' } });
    expect(Number(first?.firstFailedAt?.N)).toBeGreaterThanOrEqual(before);
    expect(first?.lastFailedAt).toEqual(first?.firstFailedAt);

    await expect(aFunction(day)('a', fail('silent'))).rejects.toThrow('silent');
    const second = await read('a');
    expect(second?.firstFailedAt).toEqual(first?.firstFailedAt);
    expect(Number(second?.lastFailedAt?.N)).toBeGreaterThanOrEqual(before + day);
    expect(Number(second?.claimedAt?.N)).toBeGreaterThanOrEqual(before + day);
    expect(second).not.toHaveProperty('httpStatus');
  });

  it('is not said to have failed first when an earlier version noted no time', async () => {
    const Item = { id: { S: 'a' }, status: { S: 'FAILED' }, attempts: { N: '3' } };
    const earlier = { ...Item, firstError: { S: 'first' }, expiration: { N: '9999999999' } };
    await client.send(new PutItemCommand({ TableName: table, Item: earlier }));
    await expect(aFunction()('a', fail('fourth'))).rejects.toThrow('fourth');
    const item = await read('a');
    expect(item).toMatchObject({ attempts: { N: '4' }, firstError: { S: 'first' } });
    expect(item).not.toHaveProperty('firstFailedAt');
  });

  it.each([
    ['longer than an item may be', 'x'.repeat(500_000)],
    ['cut in the middle of a character', `${'x'.repeat(349)}\u{1F600}`],
    ['no text', '\ud800'],
  ])('is given up with its own error, whose text is %s', async (_, text) => {
    const error = new Error(text);
    const giveUp = async () => {
      throw error;
    };
    await expect(aFunction()('a', giveUp)).rejects.toBe(error);
    expect((await read('a'))?.lastError?.S?.isWellFormed()).toBe(true);
    expect(await aFunction()('a', deliver)).toMatchObject(delivered);
  });

  it.each([
    new TooLittleTimeError('app'),
    new DestinationRestsError('app', { retryAfterSeconds: 10 }),
  ])('that was not tried may be tried at once, and has no attempt more: %s', async (untried) => {
    const giveUp = async () => {
      throw untried;
    };
    await expect(aFunction()('a', giveUp)).rejects.toBe(untried);
    await expect(aFunction()('a', fail('first'))).rejects.toThrow('first');
    await expect(aFunction()('a', giveUp)).rejects.toBe(untried);
    expect(await read('a')).toMatchObject({ attempts: { N: '1' }, firstError: { S: 'first' } });
  });

  it('of a function that was killed is held for the lease, and can be taken over after it', async () => {
    const killed = new Promise<never>(() => undefined);
    const claimed = Promise.withResolvers<void>();
    void aFunction()('a', () => {
      claimed.resolve();
      return killed;
    });
    await claimed.promise;
    await expect(aFunction()('a', never)).rejects.toMatchObject({
      name: 'DeliveryInProgressError',
      retryAfterSeconds: leaseSeconds,
    });
    const later = aFunction(leaseSeconds * 1000 + 1000);
    expect(await later('a', deliver)).toEqual({ ...delivered, isRemembered: false });
  });

  it('that fails after its lease does not end the claim of who took it over', async () => {
    const end = Promise.withResolvers<Settled>();
    const leaseOf = async () => Number((await read('a'))?.in_progress_expiration?.N);
    const first = aFunction()('a', async () => {
      const lease = await leaseOf();
      void aFunction(leaseSeconds * 1000 + 1000)('a', () => end.promise);
      await expect.poll(leaseOf).toBeGreaterThan(lease);
      throw new Error('late');
    });
    await expect(first).rejects.toThrow('late');
    expect(await read('a')).toMatchObject({ status: { S: 'INPROGRESS' } });
    expect(await read('a')).not.toHaveProperty('attempts');
    end.resolve(delivered);
  });

  it.each([
    ['behind', 600_000],
    ['ahead of', -600_000],
  ])(
    'is held for the lease by the time of AWS, with a clock ten minutes %s it',
    async (_, offsetMs) => {
      const claimed = Promise.withResolvers<void>();
      const end = Promise.withResolvers<Settled>();
      const first = aFunction(offsetMs)('a', () => {
        claimed.resolve();
        return end.promise;
      });
      await claimed.promise;
      await expect(aFunction(offsetMs)('a', never)).rejects.toThrow();
      const lease = Number((await read('a'))?.in_progress_expiration?.N);
      expect(lease - (Date.now() + offsetMs)).toBeGreaterThan((leaseSeconds - 10) * 1000);
      expect(lease - (Date.now() + offsetMs)).toBeLessThanOrEqual(leaseSeconds * 1000);
      end.resolve(delivered);
      expect(await first).toMatchObject(delivered);
    },
  );

  it('that expired is done again, though DynamoDB has not deleted it yet', async () => {
    await expect(aFunction()('a', fail('first'))).rejects.toThrow('first');
    await aFunction()('a', deliver);
    const later = aFunction((memoryDays * 86_400 + 10) * 1000);
    let history: unknown;
    const again = async (known: unknown) => {
      history = known;
      return delivered;
    };
    expect(await later('a', again)).toMatchObject({ isRemembered: false });
    expect(history).toEqual({ attempts: 0 });
  });

  it('of one destination is apart from that of another', async () => {
    await aFunction()('a', deliver);
    expect(await aFunction()('b', deliver)).toMatchObject({ isRemembered: false });
  });

  it('expires by itself, so that the table does not grow for ever', async () => {
    await aFunction()('a', deliver);
    const expiration = Number((await read('a'))?.expiration?.N);
    expect(expiration - Date.now() / 1000).toBeCloseTo(memoryDays * 86_400, -2);
  });
});

describe('a batch', () => {
  const keys = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];

  it('claims what is new in one call and completes it in two at most', async () => {
    const once = aFunction();
    await Promise.all(keys.map((key) => once(key, deliver)));
    expect(calls.filter((name) => name.startsWith('BatchExecute'))).toHaveLength(1);
    expect(calls.length).toBeLessThanOrEqual(3);
  });

  it('does what is new beside what is done, failed or under way', async () => {
    await aFunction()('a', deliver);
    await expect(aFunction()('b', fail('no'))).rejects.toThrow('no');
    const claimed = Promise.withResolvers<void>();
    void aFunction()('c', () => {
      claimed.resolve();
      return new Promise<never>(() => undefined);
    });
    await claimed.promise;

    const once = aFunction();
    const outcomes = await Promise.allSettled(keys.map((key) => once(key, deliver)));
    const summary = outcomes.map((outcome) =>
      outcome.status === 'fulfilled' ? outcome.value.isRemembered : outcome.reason.name,
    );
    expect(summary).toEqual([
      true,
      false,
      'DeliveryInProgressError',
      ...keys.slice(3).map(() => false),
    ]);
  });

  it('with one delivery twice does it once', async () => {
    let done = 0;
    const once = aFunction();
    await Promise.allSettled(
      ['a', 'b', 'a'].map((key) =>
        once(key, async () => {
          done++;
          return delivered;
        }),
      ),
    );
    expect(done).toBe(2);
  });
});

it('tries a delivery that failed again at once, though its batch had it twice', async () => {
  const once = aFunction();
  const failing = once('a', async () => {
    await expect(once('a', never)).rejects.toMatchObject({ name: 'DeliveryInProgressError' });
    throw new Error('first');
  });
  await expect(failing).rejects.toThrow('first');
  expect(await aFunction()('a', deliver)).toMatchObject({ isRemembered: false });
});

type Disturb = (operation: string, send: () => Promise<unknown>) => Promise<unknown>;

/** A function whose calls are disturbed on their way. Its client is the one of the functions. */
function disturbed(disturb: Disturb) {
  const handler = new KeepAliveHandler({ connectMilliseconds: 1_000, attemptMilliseconds: 1_500 });
  const requestHandler = {
    handle: (request: Parameters<typeof handler.handle>[0]) => {
      const operation = String(request.headers['x-amz-target']).replace('DynamoDB_20120810.', '');
      const send = () => handler.handle(request);
      return disturb(operation, send) as ReturnType<typeof handler.handle>;
    },
  };
  const client = new DynamoDBClient({
    ...clientSettings(2),
    endpoint: service.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    requestHandler,
  });
  const streamlined = streamline(client, (_call, send) => send(undefined));
  const now = createTrueTime(streamlined, Date.now);
  const deliveries = new DeliveryTable(streamlined, table, now, '7');
  return createDeliverOnce({ table: deliveries, leaseSeconds, memoryDays });
}

describe('the first claim of a function', () => {
  it.each([
    ['one delivery', ['a']],
    ['a batch', ['a', 'b', 'c']],
  ])(
    'is held for the lease by the time of AWS, which it asks for first: %s',
    async (_what, keys) => {
      const behindMs = 100_000;
      const once = disturbed(async (_operation, send) => {
        const { response } = (await send()) as { response: { headers: Record<string, string> } };
        response.headers.date = new Date(Date.now() + behindMs).toUTCString();
        return { response };
      });
      const claimed = Promise.withResolvers<void>();
      const end = Promise.withResolvers<Settled>();
      const deliveries = keys.map((key) =>
        once(key, () => {
          claimed.resolve();
          return end.promise;
        }),
      );
      await claimed.promise;
      const lease = Number((await read('a'))?.in_progress_expiration?.N);
      const left = lease - (Date.now() + behindMs);
      expect(left).toBeGreaterThan((leaseSeconds - 10) * 1000);
      expect(left).toBeLessThan((leaseSeconds + 2) * 1000);
      end.resolve(delivered);
      await Promise.all(deliveries);
    },
  );
});

describe('an answer of the table that gets lost', () => {
  /** Loses the first answer to such a call, after the table did the work. */
  function losing(name: string) {
    let isLost = false;
    return disturbed(async (operation, send) => {
      const result = await send();
      if (isLost || operation !== name) return result;
      isLost = true;
      throw Object.assign(new Error('read ECONNRESET'), { name: 'TimeoutError' });
    });
  }

  it.each([
    ['one delivery', ['a'], 'UpdateItem'],
    ['a batch', ['a', 'b', 'c'], 'BatchExecuteStatement'],
  ])('does not keep %s that was claimed from being done', async (_what, keys, operation) => {
    const once = losing(operation);
    const settled = await Promise.all(keys.map((key) => once(key, deliver)));
    expect(settled.map(({ isRemembered }) => isRemembered)).toEqual(keys.map(() => false));
  });

  it('does not count a failure twice', async () => {
    const once = losing('UpdateItem');
    const keys = ['a', 'b'];
    await Promise.allSettled(keys.map((key) => once(key, fail('first'))));
    for (const key of keys) expect(await read(key)).toMatchObject({ attempts: { N: '1' } });
  });

  it('does not undo what was completed', async () => {
    expect(await losing('BatchWriteItem')('a', deliver)).toMatchObject(delivered);
    expect(await aFunction()('a', never)).toMatchObject(delivered);
  });
});

describe('a table that fails after the destination answered', () => {
  it('has the delivery done once more, when its lease is over', async () => {
    const once = disturbed(async (operation, send) => {
      if (operation === 'BatchWriteItem') throw new Error('the table is away');
      return send();
    });
    await expect(once('a', deliver)).rejects.toMatchObject({
      name: 'IdempotencyPersistenceLayerError',
    });
    await expect(aFunction()('a', never)).rejects.toMatchObject({
      name: 'DeliveryInProgressError',
    });
    const later = aFunction((leaseSeconds + 1) * 1000);
    expect(await later('a', deliver)).toMatchObject({ isRemembered: false });
  });
});

describe('a table that can not be reached', () => {
  it('keeps the destination from being called', async () => {
    const away = new DynamoDBClient({
      endpoint: 'http://127.0.0.1:1',
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      maxAttempts: 1,
    });
    const once = createDeliverOnce({
      table: new DeliveryTable(away, table, Date.now, '7'),
      leaseSeconds,
      memoryDays,
    });
    let isCalled = false;
    const delivering = once('a', async () => {
      isCalled = true;
      return delivered;
    });
    await expect(delivering).rejects.toMatchObject({ name: 'IdempotencyPersistenceLayerError' });
    expect(isCalled).toBe(false);
  });
});
