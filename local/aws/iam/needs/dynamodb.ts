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
  const on = (name: string, table: unknown) => ({
    action: `dynamodb:${name}`,
    resource: typeof table === 'string' ? tableArn(table, place) : '*',
  });
  if (Array.isArray(TransactItems)) {
    return TransactItems.flatMap((item) =>
      Object.entries(Object(item)).map(([kind, operation]) =>
        on(transacted[kind] ?? kind, Object(operation).TableName),
      ),
    );
  }
  if (RequestItems !== undefined) {
    return Object.keys(Object(RequestItems)).map((table) => on(action, table));
  }
  const need = on(action, TableName);
  if (typeof IndexName !== 'string') return [need];
  return [{ ...need, resource: `${need.resource}/index/${IndexName}` }];
}

function tableArn(table: string, { region, accountId }: Place): string {
  return table.startsWith('arn:')
    ? table
    : `arn:aws:dynamodb:${region}:${accountId}:table/${table}`;
}
