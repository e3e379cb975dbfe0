import type { Change } from '../../../../client/change.ts';
import { CommandError } from '../../../../client/command-error.ts';
import type { ConsoleContext, Endpoint } from '../endpoint.ts';
import { carryOut } from '../secrets/carry-out.ts';
import { openChange } from '../secrets/open-change.ts';
import { readSecretOrder, type SecretOrder } from '../secrets/secret-order.ts';

/** What a change of a secret would do, to be put to whoever has to confirm it. */
export interface PlannedChange extends Change {
  /** Why it is not done unless it is forced. */
  readonly objection?: { readonly message: string; readonly remedy?: string | undefined };
}

/** Changes nothing. */
export const planSecretChange: Endpoint = {
  method: 'GET',
  path: '/api/secrets/{source}/plan',
  async answer({ params: { source = '' }, query }, context): Promise<PlannedChange> {
    const order = readSecretOrder(Object.fromEntries(query));
    try {
      return await plan(source, order, context);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      const { message, remedy } = error;
      const forced = await plan(source, { ...order, isForced: true }, context).catch(() => {
        throw error;
      });
      return { ...forced, objection: { message, remedy } };
    }
  },
};

/** Ends a change where it would be confirmed. */
class Planned extends Error {
  override readonly name = 'Planned';
  readonly change: Change;

  constructor(change: Change) {
    super(change.what);
    this.change = change;
  }
}

async function plan(source: string, order: SecretOrder, context: ConsoleContext): Promise<Change> {
  const change = await openChange(source, order, context, async (asked) => {
    throw new Planned(asked);
  });
  return carryOut(order, change, new Date(context.now())).then(
    () => ({ what: '' }),
    (error: unknown) => {
      if (error instanceof Planned) return error.change;
      throw error;
    },
  );
}
