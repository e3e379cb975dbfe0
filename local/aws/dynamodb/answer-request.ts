import { type ActionName, actionNames, runAction, type TableStore } from './dynalite-parts.ts';
import { TableFault } from './table-fault.ts';
import { transactWriteItems } from './transact-write-items.ts';

export interface TableAnswer {
  readonly status: number;
  readonly body: object;
}

/**
 * Answers one call of the DynamoDB API.
 *
 * @param target the `X-Amz-Target` header: `DynamoDB_20120810.PutItem`
 * @param refuse says what the caller may not do
 */
export async function answerRequest(
  store: TableStore,
  target: string,
  text: string,
  refuse: (action: string, input: unknown) => TableAnswer | undefined = () => undefined,
): Promise<TableAnswer> {
  const name = target.replace('DynamoDB_20120810.', '');
  try {
    const input: unknown = JSON.parse(text);
    const refusal = refuse(name, input);
    if (refusal !== undefined) return refusal;
    if (name === 'TransactWriteItems') {
      return { status: 200, body: await transactWriteItems(store, input) };
    }
    if (!isActionName(name)) throw new TableFault('UnknownOperationException', name);
    // Its own parser takes out what it does not know, so this must be read first.
    const isItemWanted = Object(input).ReturnValuesOnConditionCheckFailure === 'ALL_OLD';
    const { TableName, Key } = Object(input);
    try {
      return { status: 200, body: await runAction(store, name, input) };
    } catch (error) {
      if (isItemWanted && isFailedCondition(error)) await addItem(store, error, TableName, Key);
      throw error;
    }
  } catch (error) {
    return describeFault(error);
  }
}

interface Refusal {
  readonly statusCode: number;
  readonly body: Record<string, unknown>;
}

/** dynalite does not tell what stands in the way of an update; DynamoDB does where it is asked. */
async function addItem(store: TableStore, refusal: Refusal, TableName: unknown, Key: unknown) {
  if (Key === undefined) return;
  const found = await runAction(store, 'GetItem', { TableName, Key, ConsistentRead: true });
  refusal.body.Item = Object(found).Item;
}

function isFailedCondition(error: unknown): error is Refusal {
  return String(Object(Object(error).body).__type).endsWith('#ConditionalCheckFailedException');
}

function isActionName(name: string): name is ActionName {
  return (actionNames as readonly string[]).includes(name);
}

function describeFault(error: unknown): TableAnswer {
  if (error instanceof TableFault) {
    const __type = `com.amazonaws.dynamodb.v20120810#${error.code}`;
    return { status: 400, body: { __type, message: error.message, ...error.fields } };
  }
  const { statusCode, body } = Object(error) as Partial<Refusal>;
  if (statusCode !== undefined && body !== undefined) return { status: statusCode, body };
  return {
    status: 500,
    body: {
      __type: 'com.amazonaws.dynamodb.v20120810#InternalServerError',
      message: String(error),
    },
  };
}
