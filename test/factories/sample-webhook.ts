import { createRequest, type WebhookRequest } from '../../service/webhook/request.ts';
import type { Sample } from '../../service/webhook/vectors/sample.ts';

let count = 0;

type Unsigned = Pick<Sample, 'body' | 'contentType' | 'headers' | 'deliveryId'>;

/** Linear keeps its time in the body. */
export function bodyAtThisTime({ body }: Pick<Sample, 'body'>): string {
  return body.replace('1795435200000', String(Date.now()));
}

/** A webhook like a sender's sample, and yet another one: its id, where it has one, is new. Not yet signed. */
export function anotherWebhook(sample: Unsigned): WebhookRequest {
  count += 1;
  const { deliveryId } = sample;
  // Of an id that is made of several values the last one is enough.
  const id = typeof deliveryId === 'string' ? deliveryId.split('/').at(-1) : undefined;
  const renew = (text: string) => (id ? text.replaceAll(id, `${id}-${count}`) : text);
  const body = renew(bodyAtThisTime(sample));
  const isForm = sample.contentType.includes('form');
  return createRequest({
    headers: {
      'content-type': sample.contentType,
      ...Object.fromEntries(
        Object.entries(sample.headers).map(([name, value]) => [name, renew(value)]),
      ),
    },
    // White space after JSON says nothing, and makes another body of it.
    body: Buffer.from(body + (isForm ? `&More=${count}` : ' '.repeat(count))),
  });
}
