import type { MessagePort, Worker } from 'node:worker_threads';
import type { Access, AccessEvent } from './access.ts';
import { createGuard, type Guard } from './guard.ts';

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

/** The stack's side of a thread's guard. */
export interface ThreadGuard {
  enforce(access: Access): void;
}

export function createThreadGuard(
  worker: Worker,
  report: (event: AccessEvent) => void = () => undefined,
): ThreadGuard {
  worker.on('message', (message: AccessTold | { readonly type: 'none' }) => {
    if (message.type === 'access-event') report(message.event);
  });
  return {
    enforce: (access) => worker.postMessage({ type: 'access', access } satisfies AccessMessage),
  };
}

/** The thread's side. */
export function guardThread(port: MessagePort): Guard {
  const guard = createGuard((event) =>
    port.postMessage({ type: 'access-event', event } satisfies AccessTold),
  );
  port.on('message', (message: AccessMessage | { readonly type: 'none' }) => {
    if (message.type === 'access') guard.enforce(message.access);
  });
  return guard;
}
