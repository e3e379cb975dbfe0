import { setTimeout as delay } from 'node:timers/promises';
import {
  BatchExecuteStatementCommand,
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  UpdateItemCommand,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { type ClaimItem, FAILED, INPROGRESS, type Item } from './delivery-record.ts';

/**
 * Claims deliveries that nobody ever claimed, in one call that writes each by itself. An INSERT fails where an item stands
 * already; so does one whose answer got lost when the SDK tries it again.
 *
 * @returns whether each was claimed. Where not, try it alone
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.multiplestatements.batching.html
 */
export function claimTogether(client: DynamoDBClient, table: string) {
  return async (claims: readonly Item[]): Promise<readonly boolean[]> => {
    // Each once: the batch holds no key twice.
    const places = new Map(claims.map(({ id }, place) => [id?.S, place]));
    const taken = [...places.values()];
    // A single claim is for sure with one call.
    if (taken.length < 2) return claims.map(() => false);
    const Statements = taken.map((place) => insert(table, claims[place] ?? {}));
    const { Responses = [] } = await client.send(new BatchExecuteStatementCommand({ Statements }));
    const isClaimed = new Set(
      taken.filter((_, index) => Responses[index] && Responses[index].Error === undefined),
    );
    return claims.map((_, place) => isClaimed.has(place));
  };
}

function insert(table: string, item: Item) {
  const names = Object.keys(item).map((name) => `'${name}':?`);
  return {
    Statement: `INSERT INTO "${table}" VALUE {${names.join(',')}}`,
    Parameters: Object.values(item),
  };
}

export type Claimed =
  | { readonly kind: 'claimed'; readonly previous: Item | undefined }
  | { readonly kind: 'refused'; readonly item: Item | undefined };

/** Claims a delivery that is new, was given up, or was left behind by a killed function. */
export async function claimAlone(
  client: DynamoDBClient,
  table: string,
  claim: ClaimItem,
): Promise<Claimed> {
  try {
    const { Attributes } = await client.send(
      new UpdateItemCommand({
        TableName: table,
        Key: { id: claim.id },
        UpdateExpression:
          'SET #status = :claimed, claimedAt = :now, expiration = :expiration, in_progress_expiration = :lease, claim = :claim',
        // By the last condition this claim itself is no obstacle: an answer of the table may have got lost.
        ConditionExpression:
          'attribute_not_exists(id) OR #status = :failed OR (#status = :claimed AND in_progress_expiration < :now) OR expiration < :seconds OR claim = :claim',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: {
          ':claimed': { S: INPROGRESS },
          ':failed': { S: FAILED },
          ':expiration': claim.expiration,
          ':lease': claim.in_progress_expiration,
          ':claim': claim.claim,
          ':now': claim.claimedAt,
          ':seconds': { N: String(Number(claim.claimedAt.N) / 1000) },
        },
        ReturnValues: 'ALL_OLD',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
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
