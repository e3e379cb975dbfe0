import { randomUUID } from 'node:crypto';
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';

interface Replacement {
  readonly table: string;
  /** Its key, which has an `id`, and what else it holds, but for what tells its versions apart. */
  readonly item: Readonly<Record<string, AttributeValue>>;
  /** The version that was read; 0 where there was none. */
  readonly replaces: number;
}

/**
 * Writes an item that was read before, as its next version: the attributes `version` and `change` tell versions apart.
 *
 * @returns false if another version stands there meanwhile
 */
export async function replaceItem(
  client: DynamoDBClient,
  { table, item, replaces }: Replacement,
): Promise<boolean> {
  const change = { S: randomUUID() };
  try {
    await client.send(
      new PutItemCommand({
        TableName: table,
        Item: { ...item, version: { N: String(replaces + 1) }, change },
        // If the answer to one SDK attempt got lost, its write must not fail the next attempt.
        ConditionExpression:
          'attribute_not_exists(id) OR #version = :replaces OR #change = :change',
        ExpressionAttributeNames: { '#version': 'version', '#change': 'change' },
        ExpressionAttributeValues: { ':replaces': { N: String(replaces) }, ':change': change },
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
