import { setTimeout as delay } from 'node:timers/promises';
import {
  type AttributeValue,
  BatchGetItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { deliveryKey } from '../../service/webhook/delivery-key.ts';
import type { Envelope } from '../../service/webhook/envelope.ts';
import { CommandError } from '../command-error.ts';

/** What the table knows of one webhook at one destination. */
export interface DeliveryRecord {
  readonly destination: string;
  /** `claimed`: a function has or had it under way, and noted no end. */
  readonly state: 'delivered' | 'dead-lettered' | 'failed' | 'claimed';
  /** Failed ones; of what is settled, those before and the one that made it a dead letter. */
  readonly attempts: number;
  readonly firstError?: string | undefined;
  readonly lastError?: string | undefined;
  /** Of the function that failed last. */
  readonly version?: string | undefined;
  /** The HTTP status of the last failure, where there was one. */
  readonly httpStatus?: number | undefined;
  /** When the first attempt failed, and the last one. ISO 8601. */
  readonly firstFailedAt?: string | undefined;
  readonly lastFailedAt?: string | undefined;
  /** When the function took it that has or had it under way. ISO 8601. */
  readonly claimedAt?: string | undefined;
  /** When it was delivered or dead-lettered. ISO 8601. */
  readonly settledAt?: string | undefined;
  /** Why it was dead-lettered. */
  readonly reason?: string | undefined;
}

/** A webhook, as the table knows it; `to` where it goes to some of its destinations only. */
export type Delivered = Pick<Envelope, 'source' | 'deliveryId' | 'nonce' | 'to'>;

/** Looks deliveries up, and changes nothing. The answers are in the order of the webhooks. */
export type ReadRecords = (
  webhooks: readonly Delivered[],
) => Promise<readonly (readonly DeliveryRecord[])[]>;

type Item = Record<string, AttributeValue>;

const batchLimit = 100; // https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
const keyLimitBytes = 2048;
const rounds = 8;
const pauseMilliseconds = 50;

/** @param receivers all that a webhook may be delivered to, where it does not say itself */
export function createReadRecords(
  dynamo: DynamoDBClient,
  stage: string,
  receivers: () => Promise<readonly string[]>,
  sleep: (milliseconds: number) => Promise<void> = delay,
): ReadRecords {
  const read = readFrom({ dynamo, sleep, table: `spillway-${stage}-deliveries` });
  return async (webhooks) => {
    const keys = await Promise.all(
      webhooks.map(async (webhook) =>
        (webhook.to ?? (await receivers())).map((destination) => ({
          destination,
          key: deliveryKey(webhook, destination),
        })),
      ),
    );
    const wanted = new Set(keys.flat().flatMap(({ key }) => (canBeKey(key) ? [key] : [])));
    const items = await read([...wanted]);
    return keys.map((some) =>
      some.flatMap(({ destination, key }) => {
        const item = items.get(key);
        return item === undefined ? [] : [toRecord(destination, item)];
      }),
    );
  };
}

/** DynamoDB refuses a whole call for one key that is longer, and a message that is none of ours may have any id. */
function canBeKey(key: string): boolean {
  return Buffer.byteLength(key) <= keyLimitBytes;
}

interface TablePorts {
  readonly dynamo: DynamoDBClient;
  readonly table: string;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

function readFrom(ports: TablePorts) {
  return async (keys: readonly string[]): Promise<ReadonlyMap<string, Item>> => {
    const found = new Map<string, Item>();
    for (let start = 0; start < keys.length; start += batchLimit) {
      for (const item of await readBatch(ports, keys.slice(start, start + batchLimit))) {
        found.set(item.id?.S ?? '', item);
      }
    }
    return found;
  };
}

/** DynamoDB may leave some for another call: where it throttles, or has read 16 MB. */
async function readBatch({ dynamo, table, sleep }: TablePorts, keys: readonly string[]) {
  const items: Item[] = [];
  let left: Item[] = keys.map((id) => ({ id: { S: id } }));
  for (let round = 0; left.length > 0; round++) {
    if (round === rounds) throw throttled(table);
    if (round > 0) await sleep(pauseMilliseconds * 2 ** round);
    const RequestItems = { [table]: { Keys: left, ConsistentRead: true } };
    const answer = await dynamo.send(new BatchGetItemCommand({ RequestItems }));
    items.push(...(answer.Responses?.[table] ?? []));
    left = answer.UnprocessedKeys?.[table]?.Keys ?? [];
  }
  return items;
}

function throttled(table: string): CommandError {
  return new CommandError(
    `DynamoDB throttles reads of the table ${table}: some deliveries could not be read.`,
    'Nothing was changed. Try again in a minute, or look at fewer at once.',
  );
}

/** A claim keeps what was known before it, of what expired too: only what belongs to its state is told. */
function toRecord(destination: string, item: Item): DeliveryRecord {
  const state = stateOf(item);
  const record = { destination, state, attempts: numberOf(item.attempts) ?? 0 };
  if (state === 'delivered' || state === 'dead-lettered') {
    return { ...record, settledAt: timeOf(item.settledAt), reason: item.reason?.S };
  }
  return {
    ...record,
    firstError: item.firstError?.S,
    lastError: item.lastError?.S,
    version: item.version?.S,
    httpStatus: numberOf(item.httpStatus),
    firstFailedAt: timeOf(item.firstFailedAt),
    lastFailedAt: timeOf(item.lastFailedAt),
    ...(state === 'claimed' ? { claimedAt: timeOf(item.claimedAt) } : {}),
  };
}

function numberOf(value: AttributeValue | undefined): number | undefined {
  return value?.N === undefined ? undefined : Number(value.N);
}

/** From milliseconds since 1970. */
function timeOf(value: AttributeValue | undefined): string | undefined {
  const time = numberOf(value);
  return time === undefined ? undefined : new Date(time).toISOString();
}

function stateOf({ status, outcome }: Item): DeliveryRecord['state'] {
  if (status?.S === 'COMPLETED') {
    return outcome?.S === 'dead-lettered' ? 'dead-lettered' : 'delivered';
  }
  return status?.S === 'FAILED' ? 'failed' : 'claimed';
}
