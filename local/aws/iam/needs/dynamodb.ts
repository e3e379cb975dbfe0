import type { Need, Place } from '../access.ts';

/** In a transaction each item takes the permission of the single action; the transaction has none of its own. */
const transacted: Readonly<Record<string, string>> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
};

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html */
export function dynamodbNeeds(action: string, input: unknown, place: Place): readonly Need[] {
  const { TableName, IndexName, RequestItems, TransactItems } = Object(input);
  const on = (name: string, table: unknown, key?: unknown) => ({
    action: `dynamodb:${name}`,
    resource: typeof table === 'string' ? tableArn(table, place) : '*',
    ...leadingKey(key),
  });
  if (Array.isArray(TransactItems)) {
    return TransactItems.flatMap((item) =>
      Object.entries(Object(item)).map(([kind, operation]) =>
        on(transacted[kind] ?? kind, Object(operation).TableName, keyOf(operation)),
      ),
    );
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
