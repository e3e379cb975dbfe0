import type { FaultsMessage, FaultsTaken } from '../../faults/follow-in-thread.ts';
import type { StopMessage, ThreadStarted } from '../http/service-thread.ts';
import type { AccessMessage, AccessTold } from '../iam/follow-access.ts';
import type { BilledUsage, QueueActivity, QueueDepth } from '../observer.ts';
import type { SentMessage } from '../sqs/watch-queue.ts';

/** From the thread that runs the queues. */
export type FauxqsMessage =
  | ThreadStarted
  | {
      readonly type: 'metrics';
      readonly events: readonly (QueueActivity | QueueDepth | BilledUsage)[];
    }
  | { readonly type: 'sent'; readonly message: SentMessage }
  | { readonly type: 'reported' }
  | { readonly type: 'stopped' }
  | AccessTold
  | FaultsTaken;

/** To it. */
export type FauxqsCommand =
  | StopMessage
  | { readonly type: 'watch'; readonly queueName: string }
  | { readonly type: 'report' }
  | AccessMessage
  | FaultsMessage;

export interface FauxqsData {
  readonly port: number;
  readonly region: string;
  /** How many messages of a queue may be in flight; SQS's quota without it. */
  readonly inFlightLimit?: number;
}
