import { isUtf8 } from 'node:buffer';
import { CommandError } from '../../../../client/command-error.ts';
import { curlOf } from '../../../../client/example-webhook/curl-line.ts';
import { notSignable } from '../../../../client/send/not-signable.ts';
import type { Endpoint } from '../endpoint.ts';
import { openAgain } from '../webhook/sign-again.ts';

export interface SignedCurl {
  /** For a shell. Its signature, or the secret itself where the sender sends that, lets whoever has it send this. */
  readonly line: string;
}

/** Of a webhook that came, signed now. A change like the others, since it takes the source's secret. */
export const signCurl: Endpoint = {
  method: 'POST',
  path: '/api/webhooks/{key}/curl',
  async answer({ params, signal }, context): Promise<SignedCurl> {
    const { channel, composed } = await openAgain(params.key ?? '', context, signal);
    const now = Date.now();
    const request = channel.sign(composed.compose(now), now);
    if (request === undefined) throw notSignable(channel);
    if (isUtf8(request.body)) return { line: curlOf(channel.url, request) };
    throw new CommandError(
      'Its body is not text, which no command line can hold.',
      'Send it again from here.',
    );
  },
};
