import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { FaultFollower } from '../../faults/faults.ts';
import { createThreadFollower } from '../../faults/follow-in-thread.ts';
import { createThreadEnforcer } from '../iam/follow-access.ts';
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
  stop(): Promise<void>;
}

/** fauxqs' account; queue URLs and ARNs carry it. */
export const accountId = '000000000000';

/** @throws with the system's code, such as `EADDRINUSE`, when the port can't be had */
export async function startFauxqs(workerData: FauxqsData, observer: Observer): Promise<Fauxqs> {
  const worker = new Worker(new URL('./thread.ts', import.meta.url), {
    name: 'queues',
    workerData,
    execArgv: [],
  });
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  worker.on('error', reject);
  worker.on('message', (message: FauxqsMessage) => {
    if (message.type === 'listening') resolve(message.port);
    else if (message.type === 'metrics') for (const event of message.events) observer.record(event);
    else if (message.type === 'failed') {
      reject(
        Object.assign(new Error(message.message), { code: message.code, port: workerData.port }),
      );
    }
  });
  const port = await promise;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    followFaults: createThreadFollower(worker),
    enforceAccess: createThreadEnforcer(worker),
    watchQueue(queueName, onSent) {
      worker.on('message', (message: FauxqsMessage) => {
        if (message.type === 'sent' && message.message.queueName === queueName) {
          onSent(message.message);
        }
      });
      worker.postMessage({ type: 'watch', queueName } satisfies FauxqsCommand);
    },
    async stop() {
      const exited = once(worker, 'exit');
      const command: FauxqsCommand = { type: 'stop' };
      worker.postMessage(command);
      // Closing waits for nobody: an open connection must not hold up the end.
      const forced = setTimeout(() => void worker.terminate(), 2000);
      await exited;
      clearTimeout(forced);
    },
  };
}
