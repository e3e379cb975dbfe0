import { beforeEach, describe, expect, it } from 'vitest';
import { tableActions } from './actions.ts';
import { db, getTable } from './dynalite.ts';
import { TimeToLive } from './time-to-live.ts';

const TableName = 'deliveries';
const hour = 3_600_000;
const now = Date.parse('2026-11-26T12:00:00Z');
let store: ReturnType<typeof db.create>;
let timeToLive: TimeToLive;
let throttles: boolean[] = [];
let actions: ReturnType<typeof tableActions>;

beforeEach(async () => {
  store = db.create({ createTableMs: 0 });
  timeToLive = new TimeToLive(store);
  throttles = [];
  actions = tableActions(store, timeToLive, () => throttles.shift() ?? false);
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
const ids = async () => {
  const { Items } = (await run('Scan', {})) as { Items: { id: { S: string } }[] };
  return Items.map(({ id }) => id.S).sort();
};

describe('a batch of inserts', () => {
  const insert = (id: string, rest: Record<string, unknown> = {}) => ({
    Statement: `INSERT INTO "${TableName}" VALUE {${Object.keys(itemOf(id, rest))
      .map((name) => `'${name}':?`)
      .join(', ')}}`,
    Parameters: Object.values(itemOf(id, rest)),
  });
  const done = { TableName };
  const failed = (Code: string) => ({ TableName, Error: { Code, Message: expect.any(String) } });
  const execute = (...Statements: object[]) => run('BatchExecuteStatement', { Statements });

  it('writes what is new, beside what is there already and what is no item', async () => {
    await run('PutItem', { Item: itemOf('b', { by: { S: 'one' } }) });
    const wrong = { Statement: insert('d').Statement, Parameters: [{ N: '1' }] };
    expect(
      await execute(insert('a'), insert('b', { by: { S: 'other' } }), insert('c'), wrong),
    ).toEqual({
      Responses: [done, failed('DuplicateItem'), done, failed('ValidationError')],
    });
    expect(await ids()).toEqual(['a', 'b', 'c']);
    expect(await run('GetItem', { Key: itemOf('b') })).toMatchObject({
      Item: { by: { S: 'one' } },
    });
  });

  it('lets one of eight at once through', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => execute(insert('a'), insert('b'))),
    );
    const responses = answers.flatMap((answer) => Object(answer).Responses as object[]);
    expect(responses.filter((one) => !('Error' in one))).toHaveLength(2);
  });

  it('is throttled statement by statement', async () => {
    throttles = [false, true];
    expect(await execute(insert('a'), insert('b'))).toEqual({
      Responses: [done, failed('ThrottlingError')],
    });
    expect(await ids()).toEqual(['a']);
  });

  it.each([
    ['no statement', []],
    ['26 statements', Array.from({ length: 26 }, (_, index) => insert(`${index}`))],
    [
      'another statement',
      [{ Statement: `DELETE FROM "${TableName}" WHERE id=?`, Parameters: [{ S: 'a' }] }],
    ],
    [
      'a value that is no parameter',
      [{ Statement: `INSERT INTO "${TableName}" VALUE {'id':'a'}` }],
    ],
    ['a parameter too many', [{ ...insert('a'), Parameters: [{ S: 'a' }, { S: 'b' }] }]],
    ['an item twice', [insert('a'), insert('a')]],
  ])('is refused with %s', async (_, statements) => {
    await expect(execute(...statements)).rejects.toMatchObject({ code: 'ValidationException' });
    expect(await ids()).toEqual([]);
  });
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
