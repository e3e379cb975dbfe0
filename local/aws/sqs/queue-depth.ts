import type { SqsMessage, SqsQueue } from '../fauxqs/stores.ts';
import type { MoveOf } from './follow-moves.ts';

export interface Depth {
  readonly visible: number;
  readonly notVisible: number;
  readonly delayed: number;
  readonly oldestAgeSeconds: number;
}

/** SQS leaves a message out of the age metric once it was received this often. */
const poisonReceives = 3;

/** @param moveOf a message that was moved here is as old as its move */
export function measureDepth(queue: SqsQueue, now: number, moveOf: MoveOf): Depth {
  let oldest = now;
  const look = (message: SqsMessage) => {
    const { at, receives } = moveOf(message) ?? { at: message.sentTimestamp, receives: 0 };
    if (message.approximateReceiveCount - receives < poisonReceives) oldest = Math.min(oldest, at);
  };
  for (const message of queue.messages) look(message);
  for (const { message } of queue.inflightMessages.values()) look(message);
  return {
    visible: queue.messages.length,
    notVisible: queue.inflightMessages.size,
    delayed: queue.delayedMessages.length,
    oldestAgeSeconds: Math.floor((now - oldest) / 1000),
  };
}

/** Drops what is older than the queue's retention; fauxqs keeps messages for ever. */
export function expireMessages(queue: SqsQueue, now: number): void {
  const before = now - Number(queue.attributes.MessageRetentionPeriod) * 1000;
  const isExpired = (message: SqsMessage) => message.sentTimestamp < before;
  if (queue.messages.some(isExpired)) {
    queue.messages = queue.messages.filter((message) => !isExpired(message));
  }
}
