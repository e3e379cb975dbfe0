import type { Endpoint } from '../endpoint.ts';
import { type ChangedSecret, carryOut } from '../secrets/carry-out.ts';
import { openChange } from '../secrets/open-change.ts';
import { readSecretOrder } from '../secrets/secret-order.ts';

/** Rotates a secret or retires an old one. A new one is in this answer, this once, since it has to be entered at the sender. */
export const changeSecret: Endpoint = {
  method: 'POST',
  path: '/api/secrets/{source}',
  async answer({ params: { source = '' }, body }, context): Promise<ChangedSecret> {
    const order = readSecretOrder(body);
    const change = await openChange(source, order, context);
    return carryOut(order, change, new Date(context.now()));
  },
};
