import { AsyncLocalStorage } from 'node:async_hooks';
import type { buildApp } from 'fauxqs';
import type { SqsQueue, SqsStore } from '../fauxqs/stores.ts';

/** Told when the caller of a request hangs up. */
type WhenGone = (listener: () => void) => void;

/**
 * Lets nobody wait for a message who has hung up: fauxqs would give it the next one, which then is out of everybody's
 * sight for a visibility timeout. To be called before there are queues.
 */
export function forgetGoneReceivers(app: ReturnType<typeof buildApp>, store: SqsStore): void {
  const current = new AsyncLocalStorage<WhenGone>();
  app.addHook('preHandler', (request, reply, done) => {
    if (request.headers['x-amz-target'] !== 'AmazonSQS.ReceiveMessage') return done();
    current.run((listener) => reply.raw.once('close', listener), done);
  });
  const createQueue = store.createQueue.bind(store);
  store.createQueue = (...args) => {
    const queue = createQueue(...args);
    const { waitForMessages } = queue;
    queue.waitForMessages = (seconds) => {
      const found = waitForMessages.call(queue, seconds);
      const whenGone = current.getStore();
      return whenGone === undefined ? found : Promise.race([found, gone(queue, whenGone)]);
    };
    return queue;
  };
}

/** Rejects when the caller of the latest waiter has gone. */
function gone(queue: SqsQueue, whenGone: WhenGone): Promise<never> {
  const waiter = queue.pollWaiters.at(-1);
  const { promise, reject } = Promise.withResolvers<never>();
  whenGone(() => {
    const index = waiter === undefined ? -1 : queue.pollWaiters.indexOf(waiter);
    if (index < 0) return;
    clearTimeout(waiter?.timer);
    queue.pollWaiters.splice(index, 1);
    reject(new Error('Who waited for a message has hung up'));
  });
  return promise;
}
