import { setTimeout as delay } from 'node:timers/promises';
import {
  type AttributeValue,
  BatchGetItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { deliveryKey } from '../../service/processing/deliver-to.ts';
import type { Envelope } from '../../service/webhook/envelope.ts';

/** What the table knows of one webhook at one destination. */
export interface DeliveryRecord {
  readonly destination: string;
  /** `claimed`: a function has or had it under way, and noted no end. */
  readonly state: 'delivered' | 'dead-lettered' | 'failed' | 'claimed';
  /** Failed ones. */
  readonly attempts: number;
  readonly firstError?: string;
  readonly lastError?: string;
  /** Of the function that failed last. */
  readonly version?: string;
}

/** Looks deliveries up, and changes nothing. The answers are in the order of the envelopes. */
export type ReadRecords = (
  envelopes: readonly Envelope[],
) => Promise<readonly (readonly DeliveryRecord[])[]>;

type Item = Record<string, AttributeValue>;

const batchLimit = 100; // https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html
const pauseMilliseconds = 100;

/** @param receivers all that a webhook may be delivered to, where its envelope does not say */
export function createReadRecords(
  dynamo: DynamoDBClient,
  stage: string,
  receivers: () => Promise<readonly string[]>,
): ReadRecords {
  return async (envelopes) => {
    const keys = await Promise.all(
      envelopes.map(async (envelope) =>
        (envelope.to ?? (await receivers())).map((destination) => ({
          destination,
          key: deliveryKey(envelope, destination),
        })),
      ),
    );
    const wanted = new Set(keys.flat().map(({ key }) => key));
    const items = await readItems(dynamo, `spillway-${stage}-deliveries`, [...wanted]);
    return keys.map((some) =>
      some.flatMap(({ destination, key }) => {
        const item = items.get(key);
        return item === undefined ? [] : [toRecord(destination, item)];
      }),
    );
  };
}

async function readItems(dynamo: DynamoDBClient, table: string, keys: readonly string[]) {
  const found = new Map<string, Item>();
  for (let start = 0; start < keys.length; start += batchLimit) {
    for (const item of await readBatch(dynamo, table, keys.slice(start, start + batchLimit))) {
      found.set(item.id?.S ?? '', item);
    }
  }
  return found;
}

/** DynamoDB may leave some for a second call. */
async function readBatch(dynamo: DynamoDBClient, table: string, keys: readonly string[]) {
  const items: Item[] = [];
  let left: Item[] = keys.map((id) => ({ id: { S: id } }));
  while (left.length > 0) {
    const RequestItems = { [table]: { Keys: left, ConsistentRead: true } };
    const answer = await dynamo.send(new BatchGetItemCommand({ RequestItems }));
    items.push(...(answer.Responses?.[table] ?? []));
    left = answer.UnprocessedKeys?.[table]?.Keys ?? [];
    if (left.length > 0) await delay(pauseMilliseconds);
  }
  return items;
}

function toRecord(destination: string, item: Item): DeliveryRecord {
  const texts = { firstError: item.firstError?.S, lastError: item.lastError?.S };
  return {
    destination,
    state: stateOf(item),
    attempts: Number(item.attempts?.N ?? 0),
    ...(texts.firstError === undefined ? {} : { firstError: texts.firstError }),
    ...(texts.lastError === undefined ? {} : { lastError: texts.lastError }),
    ...(item.version?.S === undefined ? {} : { version: item.version.S }),
  };
}

function stateOf({ status, outcome }: Item): DeliveryRecord['state'] {
  if (status?.S === 'COMPLETED') {
    return outcome?.S === 'dead-lettered' ? 'dead-lettered' : 'delivered';
  }
  return status?.S === 'FAILED' ? 'failed' : 'claimed';
}
