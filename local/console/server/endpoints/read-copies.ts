import type { Copy } from '../../../../client/deliveries/find-copies.ts';
import type { Endpoint } from '../endpoint.ts';
import { copiesOf } from '../webhook/find-received.ts';
import { findWebhook } from '../webhook/find-webhook.ts';

/** Headers and body, as far as a place still has them. */
export interface ShownCopy extends Omit<Copy, 'body'> {
  /** Of the whole body. */
  readonly bytes: number;
  /** Its beginning, in base64. */
  readonly body: string;
}

export interface ShownCopies {
  readonly copies: readonly ShownCopy[];
  /** Where it can't be had, and why: a sentence each. */
  readonly notHad: readonly string[];
}

/** No more of a body is shown. */
export const mostShownBytes = 65_536;

/** The page asks for it only when somebody asks to see a body. */
export const readCopies: Endpoint = {
  method: 'GET',
  path: '/api/webhooks/{key}/copies',
  async answer({ params, signal }, context): Promise<ShownCopies> {
    const { row } = await findWebhook(params.key ?? '', context, signal);
    if (row.deliveryId === undefined || row.source === undefined) {
      return { copies: [], notHad: [`It was ${row.outcome}: only what is accepted is stored.`] };
    }
    const { copies, notHad } = await copiesOf(row, context, signal);
    return { copies: copies.map(shown), notHad };
  },
};

function shown({ body, ...copy }: Copy): ShownCopy {
  const beginning = body.subarray(0, mostShownBytes).toString('base64');
  return { ...copy, bytes: body.length, body: beginning };
}
