import type { FaultFollower } from '../../faults/faults.ts';
import { createThreadFollower } from '../../faults/follow-in-thread.ts';
import { startServiceThread } from '../http/service-thread.ts';
import type { EnforceAccess } from '../iam/guard.ts';
import type { Observer } from '../observer.ts';
import type { SentMessage } from '../sqs/watch-queue.ts';
import type { FauxqsCommand, FauxqsData, FauxqsMessage } from './thread-messages.ts';

export interface Fauxqs {
  /** SQS, SNS and S3 alike: `http://127.0.0.1:<port>`. */
  readonly endpoint: string;
  readonly followFaults: FaultFollower;
  readonly enforceAccess: EnforceAccess;
  /** Tells of each message that is sent to a queue from now on. */
  watchQueue(queueName: string, onSent: (message: SentMessage) => void): void;
  /** Has it tell at once how each queue is, which it does each second. */
  report(): Promise<void>;
  stop(): Promise<void>;
}

/** fauxqs' account; queue URLs and ARNs carry it. */
export const accountId = '000000000000';

/** @throws with the system's code, such as `EADDRINUSE`, when the port can't be had */
export async function startFauxqs(workerData: FauxqsData, observer: Observer): Promise<Fauxqs> {
  const { worker, ...service } = await startServiceThread(new URL('./thread.ts', import.meta.url), {
    name: 'queues',
    workerData,
  });
  let onReported = () => {};
  const watchers = new Map<string, (message: SentMessage) => void>();
  worker.on('message', (message: FauxqsMessage) => {
    if (message.type === 'metrics') for (const event of message.events) observer.record(event);
    else if (message.type === 'reported') onReported();
    else if (message.type === 'sent') watchers.get(message.message.queueName)?.(message.message);
  });
  return {
    ...service,
    followFaults: createThreadFollower(worker),
    async report() {
      const { promise, resolve } = Promise.withResolvers<void>();
      onReported = resolve;
      worker.postMessage({ type: 'report' } satisfies FauxqsCommand);
      await promise;
    },
    watchQueue(queueName, onSent) {
      watchers.set(queueName, onSent);
      worker.postMessage({ type: 'watch', queueName } satisfies FauxqsCommand);
    },
  };
}
