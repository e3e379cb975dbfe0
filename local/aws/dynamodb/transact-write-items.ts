import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { describeIssues } from '../http/describe-issues.ts';
import { checkInput, db, getTable, type Item, promised, type TableStore } from './dynalite.ts';
import { conflictMessage, type HeldItems } from './held-items.ts';
import type { RequestTokens } from './request-tokens.ts';
import { TableFault } from './table-fault.ts';

const put = z.looseObject({
  TableName: z.string(),
  ReturnValuesOnConditionCheckFailure: z.enum(['ALL_OLD', 'NONE']).default('NONE'),
});
const transaction = z.strictObject({
  TransactItems: z.array(z.strictObject({ Put: put })),
  ClientRequestToken: z.string().min(1).max(36).optional(),
});
const itemLimit = 100;
const sizeLimitBytes = 4_194_304;

interface Write {
  readonly key: string;
  readonly item: Item;
  /** The form that dynalite's own actions take. */
  readonly input: Record<string, unknown>;
}

interface Reason {
  readonly Code: 'None' | 'ConditionalCheckFailed' | 'TransactionConflict';
  readonly Message?: string;
  readonly Item?: Item;
}

export interface Transactions {
  readonly held: HeldItems;
  readonly tokens: RequestTokens;
  /** How long a transaction holds its items at least. On AWS it takes its time; here it would be over at once. */
  readonly holdMs: number;
}

/**
 * TransactWriteItems for puts to one table, which dynalite lacks: all are written, or none and a reason is given
 * for each.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
 */
export async function transactWriteItems(
  store: TableStore,
  transactions: Transactions,
  body: unknown,
): Promise<object> {
  const parsed = transaction.safeParse(body);
  if (!parsed.success) {
    throw invalid(`Only Put is supported on one machine: ${describeIssues(parsed.error)}`);
  }
  const { TransactItems, ClientRequestToken } = parsed.data;
  // dynalite takes out of its input what it does not know.
  const request = JSON.stringify(TransactItems);
  if (TransactItems.length < 1 || TransactItems.length > itemLimit) {
    throw invalid(`A transaction takes 1 to ${itemLimit} items.`);
  }
  const [tableName = '', ...others] = new Set(TransactItems.map(({ Put }) => Put.TableName));
  if (others.length > 0) throw invalid('Only one table is supported on one machine.');
  const writes = await readWrites(
    store,
    tableName,
    TransactItems.map(({ Put }) => Put),
  );
  const write = () => writeAll(store, transactions, tableName, writes);
  if (ClientRequestToken === undefined) await write();
  else await transactions.tokens.once(ClientRequestToken, request, write);
  return {};
}

async function readWrites(
  store: TableStore,
  tableName: string,
  puts: readonly z.output<typeof put>[],
): Promise<readonly Write[]> {
  const table = await getTable(store, tableName);
  const writes = puts.map((given) => {
    const input = checkInput(store, 'PutItem', given);
    const item = input.Item as Item;
    const misfit = db.validateItem(item, table);
    if (misfit) throw misfit;
    return { key: db.createKey(item, table), item, input };
  });
  if (new Set(writes.map(({ key }) => key)).size < writes.length) {
    throw invalid('Transaction request cannot include multiple operations on one item');
  }
  if (writes.reduce((bytes, { item }) => bytes + db.itemSize(item), 0) > sizeLimitBytes) {
    throw invalid('The items of a transaction cannot exceed 4 MB together');
  }
  return writes;
}

async function writeAll(
  store: TableStore,
  { held, holdMs }: Transactions,
  tableName: string,
  writes: readonly Write[],
): Promise<void> {
  const conflicts = writes.map(({ key }) => held.has(tableName, key));
  if (conflicts.includes(true)) {
    const found = await reasonsAgainst(store, tableName, writes);
    throw cancelled(
      found.map((reason, index) =>
        conflicts[index] ? { Code: 'TransactionConflict', Message: conflictMessage } : reason,
      ),
    );
  }
  const letGo = held.hold(
    tableName,
    writes.map(({ key }) => key),
  );
  const unlock = await lock(store, tableName, writes);
  try {
    const reasons = await reasonsAgainst(store, tableName, writes);
    await delay(holdMs);
    if (reasons.some(({ Code }) => Code !== 'None')) throw cancelled(reasons);
    const items = store.getItemDb(tableName);
    await Promise.all(
      writes.map(({ key, item }) => promised((done) => items.put(key, item, done))),
    );
  } finally {
    unlock();
    letGo();
  }
}

/** Waits for the single writes to the same items that are under way. */
async function lock(store: TableStore, tableName: string, writes: readonly Write[]) {
  const locked = Promise.withResolvers<() => void>();
  store.getItemDb(tableName).lock(
    writes.map(({ key }) => key),
    (release) => locked.resolve(release(() => undefined)),
  );
  return locked.promise;
}

function reasonsAgainst(
  store: TableStore,
  tableName: string,
  writes: readonly Write[],
): Promise<readonly Reason[]> {
  return Promise.all(
    writes.map(async ({ key, input }): Promise<Reason> => {
      const failure = db.checkConditional(input, await readItem(store, tableName, key));
      if (!failure) return { Code: 'None' };
      const { Item } = Object(failure).body as { readonly Item?: Item };
      return {
        Code: 'ConditionalCheckFailed',
        Message: 'The conditional request failed',
        ...(Item && { Item }),
      };
    }),
  );
}

async function readItem(store: TableStore, tableName: string, key: string) {
  try {
    return await promised<Item>((done) => store.getItemDb(tableName).get(key, done));
  } catch (error) {
    if (error instanceof Error && error.name === 'NotFoundError') return undefined;
    throw error;
  }
}

function cancelled(reasons: readonly Reason[]): TableFault {
  const codes = reasons.map(({ Code }) => Code).join(', ');
  return new TableFault(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    { CancellationReasons: reasons },
  );
}

function invalid(message: string): TableFault {
  return new TableFault('ValidationException', message);
}
