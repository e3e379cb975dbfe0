import type { buildApp } from 'fauxqs';
import type { SqsMessage, SqsQueue, SqsStore } from '../fauxqs/stores.ts';
import { handOutAttribute } from './hand-out-attribute.ts';

type App = ReturnType<typeof buildApp>;

/** What a redrive policy did with a message. */
export interface Move {
  /** ARN of the queue that it came from. */
  readonly source: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** How often it had been received by then. */
  readonly receives: number;
}

export type MoveOf = (message: SqsMessage) => Move | undefined;

/**
 * Remembers which messages a redrive policy moved, and names the queue that such a message came from; fauxqs does
 * neither. To be called before there are queues.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
 */
export function followMoves(app: App, store: SqsStore): MoveOf {
  const moves = new WeakMap<SqsMessage, Move>();
  // fauxqs moves a message, in the middle of a receive, by sending it to the other queue.
  let receiving: SqsQueue | undefined;
  const createQueue = store.createQueue.bind(store);
  store.createQueue = (...args) => {
    const queue = createQueue(...args);
    const { enqueue, dequeue } = queue;
    queue.dequeue = (...asked) => {
      receiving = queue;
      try {
        return dequeue.apply(queue, asked);
      } finally {
        receiving = undefined;
      }
    };
    queue.enqueue = (message) => {
      if (receiving !== undefined) {
        const receives = message.approximateReceiveCount;
        moves.set(message, { source: receiving.arn, at: Date.now(), receives });
      }
      enqueue.call(queue, message);
    };
    return queue;
  };
  handOutAttribute(app, store, 'DeadLetterQueueSourceArn', (message) => moves.get(message)?.source);
  return (message) => moves.get(message);
}
