import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { IdempotencyRecord } from '@aws-lambda-powertools/idempotency/persistence';
import {
  BatchWriteItemCommand,
  type CancellationReason,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { claimItem, FAILED, INPROGRESS, type Item } from './delivery-record.ts';
import { waitOutConflicts } from './wait-out-conflicts.ts';

/** `unknown`: neither claimed nor refused; try it alone. An item: the record that blocks the claim. */
export type Standing = 'claimed' | 'unknown' | Item;

const rounds = 2;

/**
 * Claims deliveries that nobody ever claimed, all in one transaction. A transaction succeeds or fails as a whole,
 * so records that turn out to exist already are left out of a second one.
 */
export function claimTogether(client: DynamoDBClient, table: string, now: () => number) {
  return async (records: readonly IdempotencyRecord[]): Promise<readonly Standing[]> => {
    const standings = records.map((): Standing => 'unknown');
    for (let round = 0; round < rounds; round++) {
      const left = records.flatMap((_, index) => (standings[index] === 'unknown' ? [index] : []));
      // A single claim is cheaper without a transaction. No transaction takes two puts with the same key.
      if (left.length < 2 || hasRepetition(records)) break;
      const found = await putIfNew(
        client,
        table,
        left.map((index) => claimItem(records[index] as IdempotencyRecord, now())),
      );
      left.forEach((index, place) => {
        standings[index] = found[place] ?? 'unknown';
      });
    }
    return standings;
  };
}

async function putIfNew(
  client: DynamoDBClient,
  table: string,
  items: readonly Item[],
): Promise<readonly Standing[]> {
  const TransactItems = items.map((item) => ({
    Put: {
      TableName: table,
      Item: item,
      ConditionExpression: 'attribute_not_exists(id)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
    },
  }));
  try {
    // If the answer to one SDK attempt got lost, its write must not block the next attempt.
    const ClientRequestToken = randomUUID();
    await client.send(new TransactWriteItemsCommand({ TransactItems, ClientRequestToken }));
    return items.map(() => 'claimed');
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    return (error.CancellationReasons ?? []).map(standingOf);
  }
}

function standingOf({ Item }: CancellationReason): Standing {
  return Item ?? 'unknown';
}

function hasRepetition(records: readonly IdempotencyRecord[]): boolean {
  return new Set(records.map(({ idempotencyKey }) => idempotencyKey)).size < records.length;
}

export type Claimed =
  | { readonly kind: 'claimed'; readonly previous: Item | undefined }
  | { readonly kind: 'refused'; readonly item: Item | undefined };

/** Claims a delivery that is new, was given up, or was left behind by a killed function. */
export async function claimAlone(
  client: DynamoDBClient,
  table: string,
  record: IdempotencyRecord,
  now: number,
): Promise<Claimed> {
  const claim = claimItem(record, now);
  try {
    const update = new UpdateItemCommand({
      TableName: table,
      Key: { id: { S: record.idempotencyKey } },
      UpdateExpression:
        'SET #status = :claimed, claimedAt = :now, expiration = :expiration, in_progress_expiration = :lease, claim = :claim',
      // The last condition is there for the same reason as the token above.
      ConditionExpression:
        'attribute_not_exists(id) OR #status = :failed OR (#status = :claimed AND in_progress_expiration < :now) OR expiration < :seconds OR claim = :claim',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: {
        ':claimed': { S: INPROGRESS },
        ':failed': { S: FAILED },
        ':expiration': claim.expiration as { N: string },
        ':lease': claim.in_progress_expiration as { N: string },
        ':claim': { S: randomUUID() },
        ':now': { N: String(now) },
        ':seconds': { N: String(now / 1000) },
      },
      ReturnValues: 'ALL_OLD',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    const { Attributes } = await waitOutConflicts(() => client.send(update));
    return { kind: 'claimed', previous: Attributes };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return { kind: 'refused', item: error.Item };
  }
}

const writeAttempts = 4;
const pauseMilliseconds = 50;

/** Writes all items, whatever stands there. An item that DynamoDB throttles fails alone. */
export function putAll(client: DynamoDBClient, table: string) {
  return async (items: readonly Item[]): Promise<readonly (undefined | Error)[]> => {
    let left = items.map((Item) => ({ PutRequest: { Item } })) as WriteRequest[];
    for (let attempt = 0; attempt < writeAttempts && left.length > 0; attempt++) {
      if (attempt > 0) await delay(pauseMilliseconds * 2 ** attempt);
      const command = new BatchWriteItemCommand({ RequestItems: { [table]: left } });
      left = (await client.send(command)).UnprocessedItems?.[table] ?? [];
    }
    const unwritten = new Set(left.map(({ PutRequest }) => PutRequest?.Item?.id?.S));
    return items.map(({ id }) =>
      unwritten.has(id?.S) ? new Error('DynamoDB took no more writes') : undefined,
    );
  };
}
