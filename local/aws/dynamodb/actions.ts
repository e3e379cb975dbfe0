import { type IsThrottled, readBatch, writeBatch } from './batch-actions.ts';
import { batchExecuteStatement } from './batch-execute-statement.ts';
import {
  type ActionName,
  actionNames,
  checkInput,
  runChecked,
  type TableStore,
} from './dynalite.ts';
import { TableFault } from './table-fault.ts';
import type { TimeToLive } from './time-to-live.ts';

type Action = (input: unknown) => Promise<object>;

/** All actions of one store. */
export function tableActions(
  store: TableStore,
  timeToLive: TimeToLive,
  isThrottled: IsThrottled,
): Readonly<Record<string, Action>> {
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
      refuseReturnValues(checked);
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
    BatchGetItem: batch('BatchGetItem', (items, run) => readBatch(isThrottled, items, run)),
    BatchWriteItem: batch('BatchWriteItem', (items, run) => writeBatch(isThrottled, items, run)),
    BatchExecuteStatement: (input) => batchExecuteStatement(store, isThrottled, input),
    UpdateTimeToLive: (input) => timeToLive.update(input),
    DescribeTimeToLive: (input) => timeToLive.describe(input),
  };
}

function refuseReturnValues(checked: Record<string, unknown>): void {
  const wanted = checked.ReturnValuesOnConditionCheckFailure ?? 'NONE';
  if (wanted === 'ALL_OLD' || wanted === 'NONE') return;
  const message = 'ReturnValuesOnConditionCheckFailure can only be ALL_OLD or NONE';
  throw new TableFault('ValidationException', message);
}
