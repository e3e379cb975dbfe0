import { TableFault } from './table-fault.ts';

export const conflictMessage = 'Transaction is ongoing for the item';

/**
 * The items that transactions under way hold. Who meets one is refused, and does not wait.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-conflict-handling
 */
export class HeldItems {
  readonly #held = new Set<string>();

  has(table: string, key: string): boolean {
    return this.#held.has(`${table} ${key}`);
  }

  /** @returns lets them go */
  hold(table: string, keys: readonly string[]): () => void {
    const names = keys.map((key) => `${table} ${key}`);
    for (const name of names) this.#held.add(name);
    return () => {
      for (const name of names) this.#held.delete(name);
    };
  }

  /** @throws TransactionConflictException */
  refuseWrite(table: string, key: string): void {
    if (!this.has(table, key)) return;
    throw new TableFault('TransactionConflictException', conflictMessage);
  }
}
