import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { replaceItem } from './replace-item.ts';

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
    replaceLedger: (ledger: Ledger, replaces: number): Promise<boolean> =>
      replaceItem(client, {
        ...{ table, replaces },
        item: { id: { S: ledgerId }, ledger: { S: JSON.stringify(ledger) } },
      }),
  };
}
