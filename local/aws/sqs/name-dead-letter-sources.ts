import type { buildApp } from 'fauxqs';
import type { SqsMessage, SqsQueue, SqsStore } from '../fauxqs/stores.ts';
import { handOutAttribute } from './hand-out-attribute.ts';

type App = ReturnType<typeof buildApp>;

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
  handOutAttribute(app, store, 'DeadLetterQueueSourceArn', (message) => sources.get(message));
}

function sourceOf(store: SqsStore, deadLetters: SqsQueue): string | undefined {
  const isSource = ({ attributes }: SqsQueue) =>
    attributes.RedrivePolicy?.includes(`"${deadLetters.arn}"`) ?? false;
  return [...store.allQueues()].find(isSource)?.arn;
}
