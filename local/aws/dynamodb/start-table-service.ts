import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { FaultFollower } from '../../faults/faults.ts';
import { createThreadFollower, type FaultsTaken } from '../../faults/follow-in-thread.ts';
import { type AccessTold, createThreadEnforcer } from '../iam/follow-access.ts';
import type { EnforceAccess } from '../iam/guard.ts';

export interface TableService {
  /** DynamoDB: `http://127.0.0.1:<port>`. */
  readonly endpoint: string;
  readonly followFaults: FaultFollower;
  readonly enforceAccess: EnforceAccess;
  stop(): Promise<void>;
}

/** From the thread that runs the tables. */
export type TableThreadMessage =
  | { readonly type: 'listening'; readonly port: number }
  | { readonly type: 'failed'; readonly code: string; readonly message: string }
  | AccessTold
  | FaultsTaken;

/** As long as DynamoDB takes for a small one. */
const transactionMs = 5;

/**
 * @param options.holdMs how long a transaction holds its items at least
 * @throws with the system's code, such as `EADDRINUSE`, when the port can't be had
 */
export async function startTableService(
  port: number,
  { holdMs = transactionMs }: { readonly holdMs?: number } = {},
): Promise<TableService> {
  const worker = new Worker(new URL('./thread.ts', import.meta.url), {
    name: 'tables',
    workerData: { port, holdMs },
    execArgv: [],
  });
  const started = Promise.withResolvers<number>();
  worker.on('error', started.reject);
  worker.on('message', (message: TableThreadMessage) => {
    if (message.type === 'listening') started.resolve(message.port);
    else if (message.type === 'failed')
      started.reject(Object.assign(new Error(message.message), { code: message.code, port }));
  });
  const actual = await started.promise;
  return {
    endpoint: `http://127.0.0.1:${actual}`,
    followFaults: createThreadFollower(worker),
    enforceAccess: createThreadEnforcer(worker),
    async stop() {
      const exited = once(worker, 'exit');
      worker.postMessage({ type: 'stop' });
      const forced = setTimeout(() => void worker.terminate(), 2000);
      await exited;
      clearTimeout(forced);
    },
  };
}
