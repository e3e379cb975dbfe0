import { setTimeout as delay } from 'node:timers/promises';
import { BatchGetItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';

const batchLimit = 100; // https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html
const rounds = 6;
const pauseMs = 50;

/**
 * Tells which keys the table of deliveries has.
 *
 * @throws Error where DynamoDB did not read all of them: then nothing may be taken for missing
 */
export function createFindDeliveries(
  client: Pick<DynamoDBClient, 'send'>,
  table: string,
  sleep: (milliseconds: number) => Promise<unknown> = delay,
) {
  const read = createReadSome(client, table);
  const readBatch = async (keys: readonly string[], found: Set<string>): Promise<void> => {
    let left = keys;
    for (let round = 0; round < rounds && left.length > 0; round++) {
      if (round > 0) await sleep(pauseMs * 2 ** round);
      left = await read(left, found);
    }
    if (left.length > 0) throw new Error(`DynamoDB throttles reads of the table ${table}`);
  };
  return async (keys: readonly string[]): Promise<ReadonlySet<string>> => {
    const found = new Set<string>();
    const wanted = [...new Set(keys)];
    for (let start = 0; start < wanted.length; start += batchLimit) {
      await readBatch(wanted.slice(start, start + batchLimit), found);
    }
    return found;
  };
}

/** One call. Its function returns the keys that were not read. */
function createReadSome(client: Pick<DynamoDBClient, 'send'>, table: string) {
  return async (keys: readonly string[], found: Set<string>): Promise<readonly string[]> => {
    const Keys = keys.map((id) => ({ id: { S: id } }));
    const RequestItems = { [table]: { Keys, ProjectionExpression: 'id' } };
    const { Responses, UnprocessedKeys } = await client.send(
      new BatchGetItemCommand({ RequestItems }),
    );
    for (const { id } of Responses?.[table] ?? []) found.add(id?.S ?? '');
    return (UnprocessedKeys?.[table]?.Keys ?? []).map(({ id }) => id?.S ?? '');
  };
}
