import type { MessagePort, Worker } from 'node:worker_threads';
import type { Fault } from '../../client/faults/fault.ts';
import type { FaultFollower } from './faults.ts';

/** To a thread, and its answer. */
export interface FaultsMessage {
  readonly type: 'faults';
  readonly faults: readonly Fault[];
}
export interface FaultsTaken {
  readonly type: 'faults-taken';
}

/** The stack's side: hands the faults to a thread and waits until it goes by them. */
export function createThreadFollower(worker: Worker): FaultFollower {
  const waiting: (() => void)[] = [];
  worker.on('message', (message: { readonly type: string }) => {
    if (message.type === 'faults-taken') waiting.shift()?.();
  });
  worker.on('exit', () => {
    for (const done of waiting.splice(0)) done();
  });
  return (faults) =>
    new Promise((resolve) => {
      waiting.push(resolve);
      worker.postMessage({ type: 'faults', faults } satisfies FaultsMessage);
    });
}

/** The thread's side. @returns those that are on */
export function followFaults(port: MessagePort): () => readonly Fault[] {
  let current: readonly Fault[] = [];
  port.on('message', (message: FaultsMessage | { readonly type: 'stop' }) => {
    if (message.type !== 'faults') return;
    current = message.faults;
    port.postMessage({ type: 'faults-taken' } satisfies FaultsTaken);
  });
  return () => current;
}
