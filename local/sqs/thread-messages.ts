import type { FaultsMessage, FaultsTaken } from '../faults/follow-in-thread.ts';
import type { QueueActivity, QueueDepth } from '../observer.ts';

/** From the thread that runs the queues. */
export type QueueThreadMessage =
  | { readonly type: 'listening'; readonly port: number }
  | { readonly type: 'failed'; readonly code: string; readonly message: string }
  | { readonly type: 'metrics'; readonly events: readonly (QueueActivity | QueueDepth)[] }
  | { readonly type: 'stopped' }
  | FaultsTaken;

/** To it. */
export type QueueThreadCommand = { readonly type: 'stop' } | FaultsMessage;

export interface QueueThreadData {
  readonly port: number;
  readonly region: string;
}
