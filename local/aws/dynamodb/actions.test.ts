import { beforeEach, describe, expect, it } from 'vitest';
import { tableActions } from './actions.ts';
import { db, getTable } from './dynalite.ts';
import { HeldItems } from './held-items.ts';
import { RequestTokens } from './request-tokens.ts';
import { TimeToLive } from './time-to-live.ts';

const TableName = 'deliveries';
const hour = 3_600_000;
let now = Date.parse('2026-11-26T12:00:00Z');
let store: ReturnType<typeof db.create>;
let held: HeldItems;
let timeToLive: TimeToLive;
let throttles: boolean[] = [];
let actions: ReturnType<typeof tableActions>;

beforeEach(async () => {
  store = db.create({ createTableMs: 0 });
  held = new HeldItems();
  timeToLive = new TimeToLive(store);
  throttles = [];
  const transactions = { held, tokens: new RequestTokens(() => now), holdMs: 1 };
  actions = tableActions(store, transactions, timeToLive, () => throttles.shift() ?? false);
  await run('CreateTable', {
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
  });
  await expect.poll(async () => (await getTable(store, TableName)).TableStatus).toBe('ACTIVE');
});

function run(name: string, input: object): Promise<object> {
  const where = name.startsWith('Batch') ? {} : { TableName };
  return actions[name]?.({ ...where, ...input }) ?? Promise.reject(new Error(name));
}

const itemOf = (id: string, rest = {}) => ({ id: { S: id }, ...rest });
const putOf = (id: string, rest = {}) => ({ Put: { TableName, Item: itemOf(id, rest) } });
const transact = (TransactItems: object[], ClientRequestToken?: string) =>
  actions.TransactWriteItems?.({
    TransactItems: structuredClone(TransactItems),
    ...(ClientRequestToken && { ClientRequestToken }),
  });
const ids = async () => {
  const { Items } = (await run('Scan', {})) as { Items: { id: { S: string } }[] };
  return Items.map(({ id }) => id.S).sort();
};
const hold = async (id: string) =>
  held.hold(TableName, [db.createKey(itemOf(id), await getTable(store, TableName))]);

describe('an item that a transaction holds', () => {
  it.each([
    ['PutItem', { Item: itemOf('a') }],
    ['DeleteItem', { Key: itemOf('a') }],
    [
      'UpdateItem',
      {
        Key: itemOf('a'),
        UpdateExpression: 'SET b = :b',
        ExpressionAttributeValues: { ':b': { S: 'x' } },
      },
    ],
  ])('is no other one’s to write: %s', async (name, input) => {
    const letGo = await hold('a');
    await expect(run(name, structuredClone(input))).rejects.toMatchObject({
      code: 'TransactionConflictException',
    });
    letGo();
    await run(name, structuredClone(input));
  });

  it('cancels another transaction, which is told which item it was', async () => {
    await run('PutItem', { Item: itemOf('c') });
    await hold('b');
    const isNew = { ConditionExpression: 'attribute_not_exists(id)' };
    const condition = { Put: { ...putOf('c').Put, ...isNew } };
    await expect(transact([putOf('a'), putOf('b'), condition])).rejects.toMatchObject({
      code: 'TransactionCanceledException',
      fields: {
        CancellationReasons: [
          { Code: 'None' },
          { Code: 'TransactionConflict' },
          { Code: 'ConditionalCheckFailed' },
        ],
      },
    });
    expect(await ids()).toEqual(['c']);
  });

  it('is left unprocessed in a batch of writes', async () => {
    await hold('b');
    const requests = ['a', 'b'].map((id) => ({ PutRequest: { Item: itemOf(id) } }));
    expect(await run('BatchWriteItem', { RequestItems: { [TableName]: requests } })).toEqual({
      UnprocessedItems: { [TableName]: [{ PutRequest: { Item: itemOf('b') } }] },
    });
    expect(await ids()).toEqual(['a']);
  });
});

it('lets one of two transactions for the same item through', async () => {
  const outcomes = await Promise.allSettled([
    transact([putOf('a', { by: { S: 'one' } }), putOf('b')]),
    transact([putOf('c'), putOf('a', { by: { S: 'other' } })]),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  expect(await ids()).toEqual(['a', 'b']);
});

describe('a transaction with a token', () => {
  it('that is repeated within ten minutes changes nothing', async () => {
    await transact([putOf('a')], 'token');
    await run('DeleteItem', { Key: itemOf('a') });
    now += 600_000;
    await transact([putOf('a')], 'token');
    expect(await ids()).toEqual([]);
    now += 1;
    await transact([putOf('a')], 'token');
    expect(await ids()).toEqual(['a']);
  });

  it('that was used for another request is refused', async () => {
    await transact([putOf('a')], 'token');
    await expect(transact([putOf('a', { b: { S: 'x' } })], 'token')).rejects.toMatchObject({
      code: 'IdempotentParameterMismatchException',
    });
  });

  it('that is under way is refused, and one that failed is done again', async () => {
    const first = transact([putOf('a')], 'token');
    const second = transact([putOf('a')], 'token');
    await expect(second).rejects.toMatchObject({ code: 'TransactionInProgressException' });
    await first;
    const letGo = await hold('b');
    await expect(transact([putOf('b')], 'other')).rejects.toThrow('TransactionConflict');
    letGo();
    await transact([putOf('b')], 'other');
    expect(await ids()).toEqual(['a', 'b']);
  });
});

it.each([
  ['no item', [], 'ValidationException'],
  [
    '101 items',
    Array.from({ length: 101 }, (_, index) => putOf(`${index}`)),
    'ValidationException',
  ],
  [
    'two tables',
    [putOf('a'), { Put: { TableName: 'other', Item: itemOf('a') } }],
    'ValidationException',
  ],
  [
    'more than 4 MB',
    Array.from({ length: 11 }, (_, index) => putOf(`${index}`, { b: { S: 'x'.repeat(400_000) } })),
    'ValidationException',
  ],
])('refuses a transaction of %s', async (_, items, code) => {
  await expect(transact(items)).rejects.toMatchObject({ code });
  expect(await ids()).toEqual([]);
});

it('refuses a transaction whose item lacks the key', async () => {
  const items = [putOf('a'), { Put: { TableName, Item: { other: { S: 'x' } } } }];
  await expect(transact(items)).rejects.toMatchObject({ statusCode: 400 });
});

describe('a throttled batch', () => {
  const requests = ['a', 'b', 'c'].map((id) => ({ PutRequest: { Item: itemOf(id) } }));
  const Keys = ['a', 'b', 'c'].map((id) => itemOf(id));
  const write = () =>
    run('BatchWriteItem', { RequestItems: { [TableName]: structuredClone(requests) } });
  const read = () =>
    run('BatchGetItem', { RequestItems: { [TableName]: { Keys: structuredClone(Keys) } } });

  it('is done in part, and names what is left', async () => {
    throttles = [false, true, false];
    const left = { UnprocessedItems: { [TableName]: [requests[1]] } };
    expect(await write()).toMatchObject(left);
    expect(await ids()).toEqual(['a', 'c']);
    throttles = [true, false, true];
    const unread = { UnprocessedKeys: { [TableName]: { Keys: [Keys[0], Keys[2]] } } };
    expect(await read()).toMatchObject(unread);
  });

  it('fails where nothing of it is done', async () => {
    const code = 'ProvisionedThroughputExceededException';
    throttles = [true, true, true, true, true, true];
    await expect(write()).rejects.toMatchObject({ code });
    await expect(read()).rejects.toMatchObject({ code });
    expect(await ids()).toEqual([]);
  });
});

describe('a time to live', () => {
  const expiring = (id: string, atMs: number) =>
    run('PutItem', { Item: itemOf(id, { until: { N: String(atMs / 1000) } }) });

  it('deletes what expired two days ago, and lets reads find it until then', async () => {
    const AttributeName = 'until';
    await run('UpdateTimeToLive', { TimeToLiveSpecification: { AttributeName, Enabled: true } });
    await expiring('just', now - hour);
    await expiring('long', now - 49 * hour);
    await expiring('ancient', now - 6 * 365 * 24 * hour);
    await expiring('later', now + hour);
    await run('PutItem', { Item: itemOf('text', { until: { S: '1' } }) });
    await timeToLive.deleteExpired(now);
    expect(await ids()).toEqual(['ancient', 'just', 'later', 'text']);
    await timeToLive.deleteExpired(now + 48 * hour);
    expect(await ids()).toEqual(['ancient', 'later', 'text']);
  });

  it('deletes nothing where the table has none', async () => {
    await expiring('long', now - 49 * hour);
    await timeToLive.deleteExpired(now);
    expect(await ids()).toEqual(['long']);
    expect(await run('DescribeTimeToLive', {})).toMatchObject({
      TimeToLiveDescription: { TimeToLiveStatus: 'DISABLED' },
    });
  });
});
