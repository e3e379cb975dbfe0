import { randomUUID } from 'node:crypto';
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';

/** The key of the one item. */
export const ledgerId = 'audit/ledger';

/** The audit's memory: one item in the table of deliveries, which never expires. `Ledger` must be plain JSON. */
export function createLedgerStore<Ledger>(client: DynamoDBClient, table: string) {
  return {
    /** `version` is 0 where there is none. */
    async readLedger(): Promise<{ readonly ledger: Ledger | undefined; readonly version: number }> {
      const { Item } = await client.send(
        new GetItemCommand({
          TableName: table,
          Key: { id: { S: ledgerId } },
          ConsistentRead: true,
        }),
      );
      if (Item?.ledger?.S === undefined) return { ledger: undefined, version: 0 };
      return { ledger: JSON.parse(Item.ledger.S), version: Number(Item.version?.N) };
    },

    /** @returns false if another version stands there meanwhile */
    async replaceLedger(ledger: Ledger, replaces: number): Promise<boolean> {
      const change = { S: randomUUID() };
      const version = { N: String(replaces + 1) };
      try {
        await client.send(
          new PutItemCommand({
            TableName: table,
            Item: { id: { S: ledgerId }, ledger: { S: JSON.stringify(ledger) }, version, change },
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
    },
  };
}
