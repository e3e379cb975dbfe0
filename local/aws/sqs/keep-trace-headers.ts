import { AsyncLocalStorage } from 'node:async_hooks';
import type { buildApp } from 'fauxqs';
import type { SqsMessage, SqsStore } from '../fauxqs/stores.ts';
import { handOutAttribute } from './hand-out-attribute.ts';

interface Sent {
  readonly MessageBody?: string;
  readonly MessageSystemAttributes?: {
    readonly AWSTraceHeader?: { readonly StringValue?: string };
  };
}

/** Those that a call sends, and the header that the call itself has. */
interface Sending {
  readonly entries: readonly Sent[];
  readonly header: string | undefined;
}

/**
 * Keeps the trace of whoever sent a message, which is the message's system attribute or the call's header, and hands it
 * out with the message; fauxqs does not. To be called before there are queues.
 * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-services-sqs.html
 */
export function keepTraceHeaders(app: ReturnType<typeof buildApp>, store: SqsStore): void {
  const current = new AsyncLocalStorage<Sending>();
  const headers = new WeakMap<SqsMessage, string>();
  app.addHook('preHandler', (request, _reply, done) => {
    const target = String(request.headers['x-amz-target']);
    if (!target.startsWith('AmazonSQS.SendMessage')) return done();
    const body: Sent & { readonly Entries?: readonly Sent[] } = Object(request.body);
    const header = request.headers['x-amzn-trace-id'];
    const sending = { entries: body.Entries ?? [body], header: header && String(header) };
    current.run(sending, done);
  });
  const createQueue = store.createQueue.bind(store);
  store.createQueue = (...args) => {
    const queue = createQueue(...args);
    const { enqueue } = queue;
    queue.enqueue = (message) => {
      const header = headerOf(message, current.getStore());
      if (header !== undefined) headers.set(message, header);
      enqueue.call(queue, message);
    };
    return queue;
  };
  handOutAttribute(app, store, 'AWSTraceHeader', (message) => headers.get(message));
}

function headerOf({ body }: SqsMessage, sending: Sending | undefined): string | undefined {
  const entry = sending?.entries.find(({ MessageBody }) => MessageBody === body);
  return entry?.MessageSystemAttributes?.AWSTraceHeader?.StringValue ?? sending?.header;
}
