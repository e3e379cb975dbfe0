import { type DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';

/** The key of the one item. */
export const heardId = 'audit/heard';

/** When the sources were heard: one item in the table of deliveries, which never expires. `Heard` must be plain JSON. */
export function createHeardStore<Heard>(client: DynamoDBClient, table: string) {
  return {
    async readHeard(): Promise<Heard | undefined> {
      const Key = { id: { S: heardId } };
      const { Item } = await client.send(
        new GetItemCommand({ TableName: table, Key, ConsistentRead: true }),
      );
      return Item?.heard?.S === undefined ? undefined : JSON.parse(Item.heard.S);
    },
    async writeHeard(heard: Heard): Promise<void> {
      const Item = { id: { S: heardId }, heard: { S: JSON.stringify(heard) } };
      await client.send(new PutItemCommand({ TableName: table, Item }));
    },
  };
}
