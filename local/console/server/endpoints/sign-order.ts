import type { Endpoint } from '../endpoint.ts';
import { openOrder } from '../webhook/open-order.ts';
import { readSendOrder } from '../webhook/send-order.ts';
import { type SignedCurl, signedCurl } from '../webhook/signed-curl.ts';

/** What would be sent, as a line for a shell. */
export const signOrder: Endpoint = {
  method: 'POST',
  path: '/api/send/curl',
  async answer({ body }, context): Promise<SignedCurl> {
    const { channel, composed } = await openOrder(readSendOrder(body), context);
    return signedCurl(channel, composed, Date.now());
  },
};
