import { kindOf } from '../../service/webhook/media-type.ts';
import { type WebhookRequest, withQuery } from '../../service/webhook/request.ts';
import type { Sender, SignatureScheme } from '../../service/webhook/sender.ts';
import { isUsable, signingKeyOf } from '../../service/webhook/signing-key.ts';
import { type SigningKeys, signAs } from '../example-webhook/sign-example.ts';
import type { Channel } from './channel.ts';
import { otherKeys } from './other-keys.ts';

/** What has to be refused of a sender's webhooks, or why that can't be had. */
export function badWebhooks(sender: Sender, keys: SigningKeys): Channel['bad'] {
  const scheme = sender.schemes.find(({ key }) => isUsable(signingKeyOf(key, keys.secret)));
  if (scheme === undefined) {
    const why = `the secret is no key of ${sender.title}`;
    return { 'wrong-secret': why, altered: why, old: why, unsigned: why };
  }
  return {
    'wrong-secret': {
      reason: 'signature-mismatch',
      sign: (request, now) => signAs(sender, request, { ...otherKeys(scheme, keys), now }),
    },
    altered:
      scheme.method === 'token'
        ? `${sender.title} sends a token here, which does not cover the body`
        : { reason: 'signature-mismatch', spoil: alter },
    old:
      scheme.timestamp === undefined
        ? `${sender.title} signs no time, so that none of its webhooks is too old`
        : {
            reason: 'timestamp-expired',
            secondsAgo: scheme.timestamp.toleranceSeconds + 60,
            isTimeInBody: 'json' in scheme.timestamp.from,
          },
    unsigned: {
      reason: 'signature-missing',
      spoil: (request) => withoutSignature(sender, request),
    },
  };
}

/** What somebody on the way might add. */
function alter(request: WebhookRequest): WebhookRequest {
  const kind = kindOf(request);
  if (kind === 'bodiless-get') return withQuery(request, { altered: '1' });
  const added = kind === 'form' ? '&altered=1' : ' ';
  return { ...request, body: Buffer.concat([request.body, Buffer.from(added)]) };
}

function withoutSignature({ schemes }: Sender, request: WebhookRequest): WebhookRequest {
  const names = schemes.map(headerOf);
  const headers = Object.entries(request.headers).filter(([name]) => !names.includes(name));
  return { ...request, headers: Object.fromEntries(headers) };
}

function headerOf({ header, isNumbered }: SignatureScheme): string {
  return isNumbered ? `${header}1` : header;
}
