import type { Endpoint } from '../endpoint.ts';
import { openAgain } from '../webhook/sign-again.ts';
import { type SignedCurl, signedCurl } from '../webhook/signed-curl.ts';

/** Of a webhook that came, signed now. A change like the others, since it takes the source's secret. */
export const signCurl: Endpoint = {
  method: 'POST',
  path: '/api/webhooks/{key}/curl',
  async answer({ params, signal }, context): Promise<SignedCurl> {
    const { channel, composed } = await openAgain(params.key ?? '', context, signal);
    return signedCurl(channel, composed, Date.now());
  },
};
