import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';

interface SharedCircuit {
  readonly state: unknown;
  readonly changedAt: number;
}

// What nobody touched for so long says nothing of the destination any more.
const memorySeconds = 86_400;

/** Shares the state of circuits among all functions: one item each in the table of deliveries. */
export function createCircuitStore(client: DynamoDBClient, table: string) {
  const keyOf = (destination: string) => ({ id: { S: `circuit/${destination}` } });
  return {
    async read(destination: string): Promise<SharedCircuit | undefined> {
      const { Item } = await client.send(
        new GetItemCommand({ TableName: table, Key: keyOf(destination) }),
      );
      if (Item?.circuit?.S === undefined) return undefined;
      return { state: JSON.parse(Item.circuit.S), changedAt: Number(Item.changedAt?.N) };
    },

    async write(destination: string, { state, changedAt }: SharedCircuit): Promise<void> {
      await client.send(
        new UpdateItemCommand({
          TableName: table,
          Key: keyOf(destination),
          UpdateExpression: 'SET circuit = :circuit, changedAt = :at, expiration = :expiration',
          ExpressionAttributeValues: {
            ':circuit': { S: JSON.stringify(state) },
            ':at': { N: String(changedAt) },
            ':expiration': { N: String(Math.ceil(changedAt / 1000) + memorySeconds) },
          },
        }),
      );
    },

    async claimProbe(destination: string, until: number, now: number): Promise<boolean> {
      try {
        await client.send(
          new UpdateItemCommand({
            TableName: table,
            Key: keyOf(destination),
            UpdateExpression: 'SET probeUntil = :until',
            ConditionExpression: 'attribute_not_exists(probeUntil) OR probeUntil < :now',
            ExpressionAttributeValues: {
              ':until': { N: String(until) },
              ':now': { N: String(now) },
            },
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
