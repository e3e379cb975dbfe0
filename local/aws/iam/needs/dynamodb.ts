import { readInserts } from '../../dynamodb/read-inserts.ts';
import type { Need, Place } from '../access.ts';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-iam.html */
export function dynamodbNeeds(action: string, input: unknown, place: Place): readonly Need[] {
  const { TableName, IndexName, RequestItems, Statements } = Object(input);
  const on = (name: string, table: unknown, key?: unknown) => ({
    action: `dynamodb:${name}`,
    resource: typeof table === 'string' ? tableArn(table, place) : '*',
    ...leadingKey(key),
  });
  const inserts = readInserts({ Statements });
  if (inserts !== undefined) {
    return inserts.map(({ table, item }) => on('PartiQLInsert', table, keyOf({ Item: item })));
  }
  if (RequestItems !== undefined) {
    return Object.entries(Object(RequestItems)).flatMap(([table, requests]) =>
      batchKeys(requests).map((key) => on(action, table, key)),
    );
  }
  const need = on(action, TableName, keyOf(input));
  if (typeof IndexName !== 'string') return [need];
  return [{ ...need, resource: `${need.resource}/index/${IndexName}` }];
}

/** The partition key is the attribute `id` in all of our tables: the request alone does not tell which one it is. */
function keyOf(request: unknown): unknown {
  const { Key, Item } = Object(request);
  return Object(Object(Key ?? Item).id).S;
}

/** Of BatchGetItem and BatchWriteItem. */
function batchKeys(requests: unknown): readonly unknown[] {
  const { Keys } = Object(requests);
  const keys = Array.isArray(Keys)
    ? Keys.map((Key) => keyOf({ Key }))
    : [requests].flat().map((one) => keyOf(Object(one).PutRequest ?? Object(one).DeleteRequest));
  return keys.length === 0 ? [undefined] : keys;
}

function leadingKey(key: unknown): Pick<Need, 'context'> {
  return typeof key === 'string' ? { context: { 'dynamodb:leadingkeys': key } } : {};
}

function tableArn(table: string, { region, accountId }: Place): string {
  return table.startsWith('arn:')
    ? table
    : `arn:aws:dynamodb:${region}:${accountId}:table/${table}`;
}
