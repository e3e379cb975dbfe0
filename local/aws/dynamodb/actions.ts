import { type BatchLimits, readBatch, writeBatch } from './batch-actions.ts';
import {
  type ActionName,
  actionNames,
  checkInput,
  db,
  getTable,
  type Item,
  runChecked,
  type TableStore,
} from './dynalite.ts';
import { TableFault } from './table-fault.ts';
import type { TimeToLive } from './time-to-live.ts';
import { type Transactions, transactWriteItems } from './transact-write-items.ts';

type Action = (input: unknown) => Promise<object>;

/** All actions of one store. */
export function tableActions(
  store: TableStore,
  transactions: Transactions,
  timeToLive: TimeToLive,
  isThrottled: () => boolean,
): Readonly<Record<string, Action>> {
  const limits: BatchLimits = { held: transactions.held, isThrottled };
  const batch = (
    name: ActionName,
    split: (
      items: Record<string, unknown>,
      run: (taken: object) => Promise<object>,
    ) => Promise<object>,
  ): Action => {
    return async (input) => {
      const checked = checkInput(store, name, input);
      return split(checked.RequestItems as Record<string, unknown>, (RequestItems) =>
        runChecked(store, name, { ...checked, RequestItems }),
      );
    };
  };
  const write = (name: ActionName): Action => {
    return async (input) => {
      const checked = checkInput(store, name, input);
      await refuseHeld(store, transactions, checked);
      return runChecked(store, name, checked);
    };
  };
  const plain = actionNames.map((name): [string, Action] => [
    name,
    async (input) => runChecked(store, name, checkInput(store, name, input)),
  ]);
  return {
    ...Object.fromEntries(plain),
    PutItem: write('PutItem'),
    UpdateItem: write('UpdateItem'),
    DeleteItem: write('DeleteItem'),
    BatchGetItem: batch('BatchGetItem', (items, run) => readBatch(limits, items, run)),
    BatchWriteItem: batch('BatchWriteItem', (items, run) => writeBatch(store, limits, items, run)),
    TransactWriteItems: (input) => transactWriteItems(store, transactions, input),
    UpdateTimeToLive: (input) => timeToLive.update(input),
    DescribeTimeToLive: (input) => timeToLive.describe(input),
  };
}

async function refuseHeld(
  store: TableStore,
  { held }: Transactions,
  { TableName, Key, Item, ...rest }: Record<string, unknown>,
): Promise<void> {
  const wanted = rest.ReturnValuesOnConditionCheckFailure ?? 'NONE';
  if (wanted !== 'ALL_OLD' && wanted !== 'NONE') {
    const message = 'ReturnValuesOnConditionCheckFailure can only be ALL_OLD or NONE';
    throw new TableFault('ValidationException', message);
  }
  const table = await getTable(store, String(TableName));
  const item = (Key ?? Item) as Item;
  const misfit = Key === undefined ? db.validateItem(item, table) : db.validateKey(item, table);
  if (misfit != null) throw misfit;
  held.refuseWrite(String(TableName), db.createKey(item, table));
}
