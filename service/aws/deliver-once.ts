import {
  IdempotencyAlreadyInProgressError,
  IdempotencyConfig,
  makeIdempotent,
} from '@aws-lambda-powertools/idempotency';
import type { Context } from 'aws-lambda';
import { DeliveryInProgressError, isUntried } from '../errors.ts';
import type { DeliveryHistory, Settled } from '../webhook/settled.ts';
import type { DeliveryTable } from './delivery-table.ts';

export interface DeliverOnceOptions {
  readonly table: DeliveryTable;
  /** How long a claim holds if nobody gives it up. Must be at least as long as a function may run. */
  readonly leaseSeconds: number;
  readonly memoryDays: number;
}

type Work = (history: DeliveryHistory) => Promise<Settled>;

/**
 * Makes sure, with Powertools Idempotency, that only one function at a time works on a key, and that nobody works
 * on it again once it is settled.
 *
 * The function that it returns gives the result of `work`, from this call or an earlier one (`isRemembered`). It
 * throws what `work` throws, DeliveryInProgressError, or Powertools' own error when the table can't be reached.
 */
export function createDeliverOnce({ table, leaseSeconds, memoryDays }: DeliverOnceOptions) {
  const config = new IdempotencyConfig({ expiresAfterSeconds: memoryDays * 86_400 });
  // Powertools ends a lease when the claiming invocation must end. A longer lease also allows for functions whose
  // clocks differ.
  config.registerLambdaContext({ getRemainingTimeInMillis: () => leaseSeconds * 1000 } as Context);

  const run = makeIdempotent(
    async (key: string, work: Work) => {
      try {
        return { ...(await work(table.historyOf(key))) };
      } catch (error) {
        if (!isUntried(error)) table.noteError(key, error);
        throw error;
      }
    },
    { persistenceStore: table, config, dataIndexArgument: 0, keyPrefix: 'delivery' },
  );

  return async (key: string, work: Work): Promise<Settled & { readonly isRemembered: boolean }> => {
    let isRemembered = true;
    try {
      const settled = await run(key, (history) => {
        isRemembered = false;
        return work(history);
      });
      return { ...settled, isRemembered };
    } catch (error) {
      if (!(error instanceof IdempotencyAlreadyInProgressError)) throw error;
      throw new DeliveryInProgressError(leaseSeconds, { cause: error });
    }
  };
}
