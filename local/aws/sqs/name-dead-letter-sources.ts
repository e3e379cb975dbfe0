import type { buildApp } from 'fauxqs';
import type { SqsMessage, SqsQueue, SqsStore } from '../fauxqs/stores.ts';

type App = ReturnType<typeof buildApp>;

interface Received {
  readonly ReceiptHandle: string;
  Attributes?: Record<string, string>;
}

const attribute = 'DeadLetterQueueSourceArn';

/**
 * Names, on a message that the redrive policy moved, the queue that it came from; fauxqs does not. To be called
 * before there are queues.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
 */
export function nameDeadLetterSources(app: App, store: SqsStore): void {
  const sources = new WeakMap<SqsMessage, string>();
  const createQueue = store.createQueue.bind(store);
  store.createQueue = (...args) => {
    const queue = createQueue(...args);
    const { enqueue } = queue;
    queue.enqueue = (message) => {
      const source = message.approximateReceiveCount > 0 ? sourceOf(store, queue) : undefined;
      if (source !== undefined) sources.set(message, source);
      enqueue.call(queue, message);
    };
    return queue;
  };
  app.addHook('preSerialization', async (request, _reply, payload) => {
    const { Messages = [] } = Object(payload) as { readonly Messages?: readonly Received[] };
    if (Messages.length === 0 || !isWanted(Object(request.body))) return payload;
    const queue = store.getQueue(Object(request.body).QueueUrl);
    for (const received of Messages) {
      const entry = queue?.inflightMessages.get(received.ReceiptHandle);
      nameSource(received, entry && sources.get(entry.message));
    }
    return payload;
  });
}

function nameSource(received: Received, source: string | undefined): void {
  if (source !== undefined) received.Attributes = { ...received.Attributes, [attribute]: source };
}

function isWanted({ AttributeNames, MessageSystemAttributeNames }: Record<string, unknown>) {
  const names = [AttributeNames ?? [], MessageSystemAttributeNames ?? []].flat();
  return names.includes('All') || names.includes(attribute);
}

function sourceOf(store: SqsStore, deadLetters: SqsQueue): string | undefined {
  const isSource = ({ attributes }: SqsQueue) =>
    attributes.RedrivePolicy?.includes(`"${deadLetters.arn}"`) ?? false;
  return [...store.allQueues()].find(isSource)?.arn;
}
