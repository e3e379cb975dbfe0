import { db, getTable, type Item, type TableStore } from './dynalite.ts';
import type { HeldItems } from './held-items.ts';
import { TableFault } from './table-fault.ts';

type RequestItems = Readonly<Record<string, unknown>>;
type Run = (RequestItems: RequestItems) => Promise<object>;

export interface BatchLimits {
  readonly held: HeldItems;
  /** Whether DynamoDB, being short of capacity, leaves out this item of a batch. */
  readonly isThrottled: () => boolean;
}

interface WriteRequest {
  readonly PutRequest?: { readonly Item: Item };
  readonly DeleteRequest?: { readonly Key: Item };
}

/**
 * Leaves unprocessed what a transaction holds, and what is throttled.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html
 */
export async function writeBatch(
  store: TableStore,
  { held, isThrottled }: BatchLimits,
  given: RequestItems,
  run: Run,
): Promise<object> {
  const requests = Object.entries(given).flatMap(([name, list]) =>
    (list as readonly WriteRequest[]).map((request) => ({ name, request, isShort: isThrottled() })),
  );
  if (requests.every(({ isShort }) => isShort)) throw throttling();
  const taken: Record<string, WriteRequest[]> = {};
  const left: Record<string, WriteRequest[]> = {};
  for (const { name, request, isShort } of requests) {
    const isLeft = isShort || isHeld(held, name, await getTable(store, name), request);
    const lists = isLeft ? left : taken;
    lists[name] = [...(lists[name] ?? []), request];
  }
  const answer = Object.keys(taken).length === 0 ? {} : await run(taken);
  return { ...answer, UnprocessedItems: left };
}

/** Dynalite refuses items without a valid key. */
function isHeld(held: HeldItems, name: string, table: Item, request: WriteRequest): boolean {
  const item = request.PutRequest?.Item ?? request.DeleteRequest?.Key ?? {};
  return !keyMisfits(item, table) && held.has(name, db.createKey(item, table));
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
export async function readBatch(
  { isThrottled }: BatchLimits,
  given: RequestItems,
  run: Run,
): Promise<object> {
  const taken: Record<string, object> = {};
  const left: Record<string, object> = {};
  for (const [name, request] of Object.entries(given)) {
    const { Keys, ...rest } = request as { readonly Keys: readonly Item[] };
    const short = Keys.map(isThrottled);
    const served = Keys.filter((_, index) => !short[index]);
    const unserved = Keys.filter((_, index) => short[index]);
    if (served.length > 0) taken[name] = { ...rest, Keys: served };
    if (unserved.length > 0) left[name] = { ...rest, Keys: unserved };
  }
  if (Object.keys(taken).length === 0) throw throttling();
  const answer = (await run(taken)) as { readonly UnprocessedKeys?: object };
  return { ...answer, UnprocessedKeys: { ...answer.UnprocessedKeys, ...left } };
}

function keyMisfits(item: Item, table: Item): boolean {
  const schema = (table.KeySchema ?? []) as readonly { readonly AttributeName: string }[];
  const key = Object.fromEntries(
    schema.map(({ AttributeName }) => [AttributeName, item[AttributeName]]),
  );
  return Object.values(key).includes(undefined) || db.validateKey(key, table) != null;
}

function throttling(): TableFault {
  return new TableFault(
    'ProvisionedThroughputExceededException',
    'The level of configured provisioned throughput for the table was exceeded.',
  );
}
