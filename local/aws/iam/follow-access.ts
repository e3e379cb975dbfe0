import type { MessagePort, Worker } from 'node:worker_threads';
import type { Access, AccessEvent } from './access.ts';
import { createGuard, type EnforceAccess, type Guard } from './guard.ts';

/** To a thread. */
export interface AccessMessage {
  readonly type: 'access';
  readonly access: Access;
}
/** From it. */
export interface AccessTold {
  readonly type: 'access-event';
  readonly event: AccessEvent;
}

/** The stack's side: hands the policies to the guard in a thread. */
export function createThreadEnforcer(worker: Worker): EnforceAccess {
  let told: Parameters<EnforceAccess>[1] | undefined;
  worker.on('message', (message: AccessTold | { readonly type: 'none' }) => {
    if (message.type === 'access-event') told?.(message.event);
  });
  return (access, tell) => {
    told = tell;
    worker.postMessage({ type: 'access', access } satisfies AccessMessage);
  };
}

/** The thread's side. */
export function guardThread(port: MessagePort): Guard {
  const guard = createGuard();
  port.on('message', (message: AccessMessage | { readonly type: 'none' }) => {
    if (message.type !== 'access') return;
    guard.enforce(message.access, (event) =>
      port.postMessage({ type: 'access-event', event } satisfies AccessTold),
    );
  });
  return guard;
}
