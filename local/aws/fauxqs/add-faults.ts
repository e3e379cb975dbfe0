import type { buildApp } from 'fauxqs';
import type { Fault } from '../../../client/faults/fault.ts';
import {
  createLoseQueueAnswer,
  type QueueCall,
  queueTrouble,
  slowQueue,
} from '../../faults/queue-faults.ts';
import { alter, isAltered, storeTrouble } from '../../faults/store-faults.ts';
import { waitWhenSlow } from '../../faults/wait-when-slow.ts';
import { refuseSignatureAge, refuseStoreSignatureAge } from '../http/signature-age.ts';
import { serviceOf } from './service-of.ts';

/** SQS and S3 as they are when they are not well. SNS, which no function calls, always is. */
export function addFaults(app: ReturnType<typeof buildApp>, faults: () => readonly Fault[]): void {
  app.addHook('preHandler', async (request, reply) => {
    if (isForStore(request)) await waitWhenSlow(faults(), 'store-slow');
    else await slowQueue(faults(), callOf(request));
    const now = Date.now();
    const refusal = isForStore(request)
      ? (storeTrouble(faults(), request) ?? refuseStoreSignatureAge(request, now))
      : (queueTrouble(faults(), callOf(request)) ?? refuseSignatureAge(request, now));
    if (refusal === undefined) return;
    if (refusal === 'hang') return reply.hijack();
    await reply.status(refusal.status).headers(refusal.headers).send(refusal.body);
  });
  const losesAnswer = createLoseQueueAnswer();
  app.addHook('onSend', async (request, reply, payload) => {
    if (reply.statusCode === 200 && losesAnswer(faults(), callOf(request))) {
      request.raw.socket.destroy();
    }
    return payload;
  });
  app.addHook('onSend', async (request, reply, payload) => {
    const isObject = Buffer.isBuffer(payload) && reply.statusCode === 200 && isForStore(request);
    if (!isObject || !isAltered(faults(), request)) return payload;
    // Like an object that somebody put in place of the first one: it is whole, but not the same.
    const checksums = Object.keys(reply.getHeaders()).filter((name) =>
      /^x-amz-checksum-/.test(name),
    );
    for (const name of checksums) reply.removeHeader(name);
    return alter(payload);
  });
}

interface Asked {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

function callOf({ headers, body }: Asked & { readonly body: unknown }): QueueCall {
  return { target: String(headers['x-amz-target']), body };
}

function isForStore(request: Asked): boolean {
  return serviceOf(request) === 's3';
}
