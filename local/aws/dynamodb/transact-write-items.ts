import { z } from 'zod';
import { checkInput, db, type Item, type TableStore } from './dynalite-parts.ts';
import { TableFault } from './table-fault.ts';

const put = z.looseObject({
  TableName: z.string(),
  ReturnValuesOnConditionCheckFailure: z.string().optional(),
});
const transaction = z.object({
  TransactItems: z
    .array(z.strictObject({ Put: put }))
    .min(1)
    .max(100),
  ClientRequestToken: z.string().optional(),
});

interface Write {
  readonly key: string;
  readonly item: Item;
  readonly isItemWanted: boolean;
  /** As dynalite's own actions take it. */
  readonly input: Record<string, unknown>;
}

interface Reason {
  readonly Code: 'None' | 'ConditionalCheckFailed';
  readonly Message?: string;
  readonly Item?: Item;
}

// Tokens of transactions that were written: the same one again changes nothing, for ten minutes on AWS.
const written = new Set<string>();
const rememberedTokens = 10_000;

function remember(token: string): void {
  written.add(token);
  if (written.size <= rememberedTokens) return;
  const [oldest = ''] = written;
  written.delete(oldest);
}

/**
 * TransactWriteItems for puts to one table, which dynalite lacks: all are written, or none and a reason is given
 * for each.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
 */
export async function transactWriteItems(store: TableStore, body: unknown): Promise<object> {
  const parsed = transaction.safeParse(body);
  if (!parsed.success) {
    throw new TableFault('ValidationException', 'Only Put is supported on one machine.');
  }
  const { TransactItems, ClientRequestToken = '' } = parsed.data;
  if (written.has(ClientRequestToken)) return {};
  const puts = TransactItems.map(({ Put }) => Put);
  const tableName = puts[0]?.TableName ?? '';
  const table = await getTable(store, tableName);
  const writes: readonly Write[] = puts.map(({ ReturnValuesOnConditionCheckFailure, ...rest }) => {
    const input = checkInput(store, 'PutItem', rest);
    const item = input.Item as Item;
    const isItemWanted = ReturnValuesOnConditionCheckFailure === 'ALL_OLD';
    return { key: db.createKey(item, table), item, isItemWanted, input };
  });
  if (new Set(writes.map(({ key }) => key)).size < writes.length) {
    throw new TableFault(
      'ValidationException',
      'Transaction request cannot include multiple operations on one item',
    );
  }
  await writeAll(store, tableName, writes);
  if (ClientRequestToken !== '') remember(ClientRequestToken);
  return {};
}

async function writeAll(store: TableStore, tableName: string, writes: readonly Write[]) {
  const items = store.getItemDb(tableName);
  const locked = Promise.withResolvers<() => void>();
  items.lock(
    writes.map(({ key }) => key),
    (release) => locked.resolve(release(() => undefined)),
  );
  const release = await locked.promise;
  try {
    const reasons = await Promise.all(
      writes.map((write) => reasonAgainst(store, tableName, write)),
    );
    if (reasons.some(({ Code }) => Code !== 'None')) {
      throw new TableFault(
        'TransactionCanceledException',
        `Transaction cancelled, please refer cancellation reasons for specific reasons [${reasons.map(({ Code }) => Code).join(', ')}]`,
        { CancellationReasons: reasons },
      );
    }
    await Promise.all(writes.map(({ key, item }) => call((done) => items.put(key, item, done))));
  } finally {
    release();
  }
}

async function reasonAgainst(
  store: TableStore,
  tableName: string,
  { key, input, isItemWanted }: Write,
): Promise<Reason> {
  const existing = await getItem(store, tableName, key);
  if (!db.checkConditional(input, existing)) return { Code: 'None' };
  return {
    Code: 'ConditionalCheckFailed',
    Message: 'The conditional request failed',
    ...(isItemWanted && existing ? { Item: existing } : {}),
  };
}

async function getItem(store: TableStore, tableName: string, key: string) {
  try {
    return await call<Item>((done) => store.getItemDb(tableName).get(key, done));
  } catch (error) {
    if (error instanceof Error && error.name === 'NotFoundError') return undefined;
    throw error;
  }
}

async function getTable(store: TableStore, name: string) {
  const table = await call<Item>((done) => store.getTable(name, done));
  return table ?? {};
}

function call<T>(run: (done: (error: unknown, value?: T) => void) => void): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    run((error, value) => (error ? reject(error) : resolve(value)));
  });
}
