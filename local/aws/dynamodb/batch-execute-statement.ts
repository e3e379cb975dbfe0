import { checkInput, getTable, type Item, runChecked, type TableStore } from './dynalite.ts';
import { type Insert, readInserts } from './read-inserts.ts';
import { TableFault } from './table-fault.ts';

interface Response {
  readonly TableName: string;
  readonly Error?: { readonly Code: string; readonly Message: string };
}

/**
 * BatchExecuteStatement for INSERTs with parameters, which dynalite lacks: each succeeds or fails by itself, and fails
 * where its table has an item with that key.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchExecuteStatement.html
 */
export async function batchExecuteStatement(
  store: TableStore,
  isThrottled: () => boolean,
  body: unknown,
): Promise<object> {
  const inserts = readInserts(body);
  if (inserts === undefined) {
    throw invalid(
      '1 to 25 statements INSERT INTO "table" VALUE {\'attribute\':?, …} are supported.',
    );
  }
  const keys = await Promise.all(
    inserts.map(async ({ table, item }) => {
      const names = keyNames(await getTable(store, table));
      return JSON.stringify([table, ...names.map((name) => item[name])]);
    }),
  );
  // What AWS does with it is not written down, so that nothing may rely on it.
  if (new Set(keys).size < keys.length) throw invalid('A batch may name an item once.');
  return {
    Responses: await Promise.all(
      inserts.map(async (insert): Promise<Response> => {
        const { table: TableName } = insert;
        if (isThrottled()) return { TableName, Error: throttling };
        const failure = await failureOf(store, insert);
        return failure === undefined ? { TableName } : { TableName, Error: failure };
      }),
    ),
  };
}

const throttling = {
  Code: 'ThrottlingError',
  Message: 'Throughput exceeds the current capacity of your table or index.',
};

async function failureOf(
  store: TableStore,
  { table, item }: Insert,
): Promise<Response['Error'] | undefined> {
  try {
    const [keyName] = keyNames(await getTable(store, table));
    const put = {
      ...{ TableName: table, Item: item, ConditionExpression: 'attribute_not_exists(#key)' },
      ExpressionAttributeNames: { '#key': keyName },
    };
    await runChecked(store, 'PutItem', checkInput(store, 'PutItem', put));
    return undefined;
  } catch (error) {
    const { __type: type = '', message = '' } = Object(Object(error).body);
    return type.endsWith('#ConditionalCheckFailedException')
      ? { Code: 'DuplicateItem', Message: 'Duplicate primary key exists in table' }
      : { Code: 'ValidationError', Message: String(message) };
  }
}

function keyNames({ KeySchema }: Item): readonly string[] {
  return (KeySchema as readonly { readonly AttributeName: string }[]).map(
    ({ AttributeName }) => AttributeName,
  );
}

function invalid(message: string): TableFault {
  return new TableFault('ValidationException', message);
}
