import type { Item } from './dynalite.ts';
import { TableFault } from './table-fault.ts';

type RequestItems = Readonly<Record<string, unknown>>;
type Run = (RequestItems: RequestItems) => Promise<object>;

/** Whether DynamoDB, being short of capacity, leaves out this item of a batch. */
export type IsThrottled = () => boolean;

interface WriteRequest {
  readonly PutRequest?: { readonly Item: Item };
  readonly DeleteRequest?: { readonly Key: Item };
}

/**
 * Leaves unprocessed what is throttled.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html
 */
export async function writeBatch(
  isThrottled: IsThrottled,
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
    const lists = isShort ? left : taken;
    lists[name] = [...(lists[name] ?? []), request];
  }
  const answer = Object.keys(taken).length === 0 ? {} : await run(taken);
  return { ...answer, UnprocessedItems: left };
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
export async function readBatch(
  isThrottled: IsThrottled,
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

function throttling(): TableFault {
  return new TableFault(
    'ProvisionedThroughputExceededException',
    'The level of configured provisioned throughput for the table was exceeded.',
  );
}
