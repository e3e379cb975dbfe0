import type { IncomingMessage } from 'node:http';
import { db, type Item } from '../dynamodb/dynalite.ts';
import { readInserts } from '../dynamodb/read-inserts.ts';
import { isAdministrator } from './is-administrator.ts';
import type { UsageCounts } from './usage-counts.ts';

type Actions = Readonly<Record<string, (input: unknown) => Promise<object>>>;
type MeteredActions = Readonly<
  Record<string, (input: unknown, caller: IncomingMessage) => Promise<object>>
>;

const unitsOfAction: Readonly<Record<string, 'writeUnit' | 'readUnit'>> = {
  PutItem: 'writeUnit',
  UpdateItem: 'writeUnit',
  DeleteItem: 'writeUnit',
  BatchWriteItem: 'writeUnit',
  BatchExecuteStatement: 'writeUnit',
  GetItem: 'readUnit',
  BatchGetItem: 'readUnit',
  Query: 'readUnit',
  Scan: 'readUnit',
};

/**
 * Counts the capacity that each action uses. A write whose condition fails uses its capacity too.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
 */
export function meterTable(actions: Actions, counts: UsageCounts): MeteredActions {
  const metered = Object.entries(actions).map(([name, action]) => {
    const unit = unitsOfAction[name];
    if (unit === undefined) return [name, action] as const;
    const run = async (input: unknown, caller: IncomingMessage) => {
      if (isAdministrator(caller.headers)) return action(input);
      if (name === 'BatchExecuteStatement') {
        counts.add(unit, name, unitsOfInserts(input));
        return action(input);
      }
      try {
        const { consumed, answer } = await withCapacity(action, input);
        counts.add(unit, name, consumed);
        return answer;
      } catch (error) {
        counts.add(unit, `${name}, refused`, writeUnits(Object(input).Item));
        throw error;
      }
    };
    return [name, run] as const;
  });
  return Object.fromEntries(metered);
}

/** Dynalite counts it where it is asked, and for the caller only where the caller asks. */
async function withCapacity(action: Actions[string], input: unknown) {
  const { ReturnConsumedCapacity, ...rest } = Object(input);
  const answered = await action({ ...rest, ReturnConsumedCapacity: 'TOTAL' });
  const { ConsumedCapacity, ...answer } = Object(answered);
  const tables: readonly { readonly CapacityUnits?: number }[] = [ConsumedCapacity ?? []].flat();
  const consumed = tables.reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
  const isWanted = ReturnConsumedCapacity === 'TOTAL' || ReturnConsumedCapacity === 'INDEXES';
  return { consumed, answer: isWanted ? (answered as object) : answer };
}

/** Each is a write, also where it fails. */
function unitsOfInserts(input: unknown): number {
  return (readInserts(input) ?? []).reduce((sum, { item }) => sum + writeUnits(item), 0);
}

function writeUnits(item: Item | undefined): number {
  return item === undefined ? 1 : Math.max(1, Math.ceil(db.itemSize(item) / 1024));
}
