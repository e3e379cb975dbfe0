import type { buildApp } from 'fauxqs';
import type { SqsQueue, SqsStore } from '../fauxqs/stores.ts';

export interface Activity {
  sent: number;
  received: number;
  deleted: number;
  emptyReceives: number;
  sentBytes: number;
}

/** Takes a queue's counts since it was last asked, or `undefined` when nobody called it. */
type ActivityMeter = (queue: SqsQueue) => Activity | undefined;

/**
 * Counts what happens on the store's queues from now on, and wakes as many waiting receivers as there are
 * messages for: fauxqs wakes all of them at once for each message, and all but one return empty.
 *
 * To be called before there are queues.
 */
export function meterActivity(app: ReturnType<typeof buildApp>, store: SqsStore): ActivityMeter {
  const counts = new Map<SqsQueue, Activity>();
  const countsOf = (queue: SqsQueue) => {
    const known = counts.get(queue);
    if (known !== undefined) return known;
    const fresh = { sent: 0, received: 0, deleted: 0, emptyReceives: 0, sentBytes: 0 };
    counts.set(queue, fresh);
    return fresh;
  };
  const createQueue = store.createQueue.bind(store);
  store.createQueue = (...args) => {
    const queue = createQueue(...args);
    meterQueue(queue, () => countsOf(queue));
    if (!queue.isFifo()) wakeOnlyAsManyAsNeeded(queue);
    return queue;
  };
  // Any call makes a queue an active one.
  app.addHook('preHandler', async ({ body }) => {
    const { QueueUrl } = Object(body);
    const queue = typeof QueueUrl === 'string' ? store.getQueue(QueueUrl) : undefined;
    if (queue !== undefined) countsOf(queue);
  });
  return (queue) => {
    const taken = counts.get(queue);
    counts.delete(queue);
    return taken;
  };
}

function meterQueue(queue: SqsQueue, count: () => Activity): void {
  const { enqueue, dequeue, deleteMessage } = queue;
  queue.enqueue = (message) => {
    // A move by the redrive policy is no NumberOfMessagesSent; such a message has been received before.
    if (message.approximateReceiveCount === 0) {
      count().sent++;
      count().sentBytes += Buffer.byteLength(message.body);
    }
    enqueue.call(queue, message);
  };
  queue.dequeue = (...args) => {
    const messages = dequeue.apply(queue, args);
    if (messages.length === 0) count().emptyReceives++;
    else count().received += messages.length;
    return messages;
  };
  queue.deleteMessage = (receiptHandle) => {
    const isDeleted = deleteMessage.call(queue, receiptHandle);
    if (isDeleted) count().deleted++;
    return isDeleted;
  };
}

/** A message reaches a waiting receiver about so long after it was sent, as on SQS, where it is rarely sooner. */
const deliveryDelayMs = 10;
const receiveLimit = 10;

function wakeOnlyAsManyAsNeeded(queue: SqsQueue): void {
  let timer: NodeJS.Timeout | undefined;
  const wake = () => {
    timer = undefined;
    for (let available = queue.messages.length; available > 0; available -= receiveLimit) {
      const waiter = queue.pollWaiters.shift();
      if (waiter === undefined) return;
      clearTimeout(waiter.timer);
      waiter.resolve();
    }
  };
  // `notifyWaiters` is private to fauxqs' type only.
  Object.assign(queue, {
    notifyWaiters() {
      if (queue.pollWaiters.length === 0) return;
      if (queue.messages.length >= receiveLimit) {
        clearTimeout(timer);
        wake();
      } else timer ??= setTimeout(wake, deliveryDelayMs);
    },
  });
}
