import { randomUUID } from 'node:crypto';
import {
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { CircuitVersion } from '../webhook/circuit.ts';
import { circuitAttributes, readCircuit, writeCircuit } from './circuit-item.ts';
import { gatherCalls } from './gather-calls.ts';

// A circuit that nobody touched for this long says nothing about the destination any more.
const memorySeconds = 86_400;

/** The most items that DynamoDB reads in one batch. */
const readLimit = 100;

/** Shares circuits among all functions. Each circuit is one item in the table of deliveries. */
export function createCircuitStore(client: DynamoDBClient, table: string) {
  return {
    /** Circuits that are asked for at the same time share one call. */
    read: gatherCalls(readAll(client, table), readLimit),

    /** @returns the version that stands there instead, changed since `replaces`; `undefined` once ours is written */
    async replace(
      destination: string,
      version: CircuitVersion,
      replaces: number,
    ): Promise<CircuitVersion | undefined> {
      try {
        await client.send(new UpdateItemCommand(updateOf(table, destination, version, replaces)));
        return undefined;
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        const standing = readCircuit(error.Item);
        if (standing === undefined) throw error;
        return standing;
      }
    },
  };
}

function updateOf(table: string, destination: string, version: CircuitVersion, replaces: number) {
  const attributes = {
    ...writeCircuit(version),
    // If the answer to one SDK attempt got lost, its write must not block the next attempt.
    change: { S: randomUUID() },
    expiration: { N: String(Math.ceil(version.changedAt / 1000) + memorySeconds) },
  };
  const names = Object.keys(attributes);
  const gone = circuitAttributes.filter((name) => !names.includes(name));
  const update = [
    `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}`,
    `REMOVE ${gone.map((name) => `#${name}`).join(', ')}`,
  ];
  return {
    TableName: table,
    Key: keyOf(destination),
    UpdateExpression: update.join(' '),
    ConditionExpression:
      'attribute_not_exists(#changedAt) OR #changedAt = :replaces OR #change = :change',
    ExpressionAttributeNames: Object.fromEntries(
      [...names, ...gone].map((name) => [`#${name}`, name]),
    ),
    ExpressionAttributeValues: {
      ...Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`:${name}`, value])),
      ':replaces': { N: String(replaces) },
    },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  };
}

function readAll(client: DynamoDBClient, table: string) {
  return async (
    destinations: readonly string[],
  ): Promise<readonly (CircuitVersion | undefined | Error)[]> => {
    const Keys = [...new Set(destinations)].map(keyOf);
    const command = new BatchGetItemCommand({ RequestItems: { [table]: { Keys } } });
    const { Responses, UnprocessedKeys } = await client.send(command);
    const found = new Map(Responses?.[table]?.map((item) => [item.id?.S, item]));
    const unread = new Set(UnprocessedKeys?.[table]?.Keys?.map(({ id }) => id?.S));
    return destinations.map((destination) => {
      const id = idOf(destination);
      return unread.has(id) ? new Error(`DynamoDB did not read ${id}`) : readCircuit(found.get(id));
    });
  };
}

function keyOf(destination: string) {
  return { id: { S: idOf(destination) } };
}

function idOf(destination: string): string {
  return `circuit/${destination}`;
}
