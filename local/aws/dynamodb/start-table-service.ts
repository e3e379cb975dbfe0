import type { FaultFollower } from '../../faults/faults.ts';
import { createThreadFollower, type FaultsTaken } from '../../faults/follow-in-thread.ts';
import { startServiceThread, type ThreadStarted } from '../http/service-thread.ts';
import type { AccessTold } from '../iam/follow-access.ts';
import type { EnforceAccess } from '../iam/guard.ts';
import { type BilledUsage, blindObserver, type Observer } from '../observer.ts';

export interface TableService {
  /** DynamoDB: `http://127.0.0.1:<port>`. */
  readonly endpoint: string;
  readonly followFaults: FaultFollower;
  readonly enforceAccess: EnforceAccess;
  stop(): Promise<void>;
}

/** From the thread that runs the tables. */
export type TableThreadMessage = ThreadStarted | AccessTold | FaultsTaken | TableBilled;

interface TableBilled {
  readonly type: 'billed';
  readonly events: readonly BilledUsage[];
}

/**
 * @param options.observer is told what AWS would bill
 * @throws with the system's code, such as `EADDRINUSE`, when the port can't be had
 */
export async function startTableService(
  port: number,
  { observer = blindObserver }: { readonly observer?: Observer } = {},
): Promise<TableService> {
  const { worker, ...service } = await startServiceThread(new URL('./thread.ts', import.meta.url), {
    name: 'tables',
    workerData: { port },
  });
  worker.on('message', (message: TableThreadMessage) => {
    if (message.type === 'billed') for (const event of message.events) observer.record(event);
  });
  return { ...service, followFaults: createThreadFollower(worker) };
}
