import { setTimeout as delay } from 'node:timers/promises';
import { TransactionConflictException } from '@aws-sdk/client-dynamodb';

const attempts = 5;
const pauseMilliseconds = 20;

/**
 * Sends a single write again while a transaction holds its item, which is over within milliseconds; the SDK would give
 * up at once.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-conflict-handling
 */
export async function waitOutConflicts<Result>(send: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof TransactionConflictException) || attempt === attempts) throw error;
      await delay(pauseMilliseconds * 2 ** attempt * (0.5 + Math.random() / 2));
    }
  }
}
