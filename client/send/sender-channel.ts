import { answerHandshake } from '../../service/webhook/answer-handshake.ts';
import { placeOf } from '../../service/webhook/signed-id.ts';
import { examplesOf } from '../example-webhook/examples-of.ts';
import { identifySigned } from '../example-webhook/identify-signed.ts';
import { minimalExample } from '../example-webhook/minimal-example.ts';
import { type SigningKeys, signAs } from '../example-webhook/sign-example.ts';
import type { SourceSender } from '../stage/configuration.ts';
import { badWebhooks } from './bad-webhooks.ts';
import type { Channel } from './channel.ts';

/** The channel of a source whose sender signs. @param endpoint of the API, with its stage */
export function senderChannel(
  source: string,
  { name, row }: SourceSender,
  keys: SigningKeys,
  endpoint: string,
): Channel {
  const secrets = [{ slot: 'current', value: keys.secret }];
  const { publicUrl } = keys;
  return {
    ...{ source, sender: name, title: row.title, publicUrl },
    url: `${endpoint}/webhooks/${source}`,
    examples: examplesOf(name),
    typePlaces: row.eventType,
    minimal: (type) => minimalExample(row, type),
    sign: (request, now) => signAs(row, request, { ...keys, now }),
    receivedAs: (request, now) => identifySigned(row, source, request, { ...keys, now }),
    isUrlMissing:
      publicUrl === undefined && row.schemes.every(({ signs }) => signs.includes('url')),
    isIdRandom: row.deliveryId.map(placeOf).includes('random'),
    handshakeOf(request, now) {
      const answered = answerHandshake(row, request, secrets, { now, publicUrl });
      return answered?.kind === 'answered' ? answered.handshake : undefined;
    },
    bad: badWebhooks(row, keys),
  };
}
