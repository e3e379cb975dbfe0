import type { SqsQueue, SqsStore } from '../fauxqs/stores.ts';

/** A message that somebody sent. */
export interface SentMessage {
  readonly queueName: string;
  /** Its attributes that are texts. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly body: string;
  readonly bytes: number;
}

/** Tells of each message that is sent to a queue from now on, and takes none. */
export function watchQueue(
  store: SqsStore,
  queueName: string,
  onSent: (message: SentMessage) => void,
): void {
  const queue = [...store.allQueues()].find(({ name }) => name === queueName);
  if (queue === undefined) return;
  const { enqueue } = queue;
  queue.enqueue = (message) => {
    enqueue.call(queue, message);
    // A message that a redrive policy brings back was sent before.
    if (message.approximateReceiveCount > 0) return;
    onSent({
      queueName,
      attributes: textsOf(message.messageAttributes),
      body: message.body,
      bytes: Buffer.byteLength(message.body),
    });
  };
}

function textsOf(attributes: SqsQueue['messages'][number]['messageAttributes']) {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { StringValue = '' }]) => [name, StringValue]),
  );
}
