import {
  type AttributeValue,
  type DynamoDBClient,
  GetItemCommand,
  paginateQuery,
} from '@aws-sdk/client-dynamodb';
import { replaceItem } from './replace-item.ts';

interface Stored<Value> {
  readonly value: Value;
  readonly version: number;
}

/** No id of a sender begins like it. */
const progressId = '#progress';

/**
 * What is remembered of one source: how far its sender's log is read, and an item for each webhook that was decided on.
 * In a table of its own, since all that is open of a source must be found, and the table of deliveries finds one key at a
 * time. `Progress` and `Decision` must be plain JSON.
 */
export function createReconciliationStore<Progress, Decision extends { readonly id: string }>(
  client: DynamoDBClient,
  table: string,
  source: string,
) {
  const put = createPut(client, table, source);
  return {
    /** `version` is 0 where there is none. */
    async readProgress(): Promise<Stored<Progress | undefined>> {
      const { Item } = await client.send(
        new GetItemCommand({
          TableName: table,
          Key: { source: { S: source }, id: { S: progressId } },
          ConsistentRead: true,
        }),
      );
      return Item === undefined ? { value: undefined, version: 0 } : fromItem<Progress>(Item);
    },

    /** @returns false if another version stands there meanwhile */
    replaceProgress: (progress: Progress, replaces: number) => put(progressId, progress, replaces),

    async readDecisions(): Promise<readonly Stored<Decision>[]> {
      const pages = paginateQuery(
        { client },
        {
          TableName: table,
          ConsistentRead: true,
          KeyConditionExpression: '#source = :source AND id > :progress',
          ExpressionAttributeNames: { '#source': 'source' },
          ExpressionAttributeValues: { ':source': { S: source }, ':progress': { S: progressId } },
        },
      );
      const decisions: Stored<Decision>[] = [];
      for await (const { Items = [] } of pages) decisions.push(...Items.map(fromItem<Decision>));
      return decisions;
    },

    /** @param expiresAt milliseconds since 1970 @returns as above */
    replaceDecision: (decision: Decision, replaces: number, expiresAt: number) =>
      put(decision.id, decision, replaces, Math.ceil(expiresAt / 1000)),
  };
}

function createPut(client: DynamoDBClient, table: string, source: string) {
  return (id: string, value: unknown, replaces: number, expiration?: number) =>
    replaceItem(client, {
      ...{ table, replaces },
      item: {
        ...{ source: { S: source }, id: { S: id }, value: { S: JSON.stringify(value) } },
        ...(expiration === undefined ? {} : { expiration: { N: String(expiration) } }),
      },
    });
}

function fromItem<Value>({ value, version }: Record<string, AttributeValue>): Stored<Value> {
  return { value: JSON.parse(value?.S ?? 'null'), version: Number(version?.N) };
}
