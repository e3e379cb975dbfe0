import type { SQSRecord } from 'aws-lambda';
import { parseEnvelope } from '../webhook/envelope.ts';
import { inTurns } from './in-turns.ts';

/** In which order the webhooks of one batch are delivered. */
export interface BatchOrder {
  /** As they were received by us: SQS hands out a batch in any order. */
  readonly records: readonly SQSRecord[];
  /** Starts the deliveries of a message once all messages before it started theirs, or left. */
  startInOrder<Result>(messageId: string, start: () => Promise<Result>): Promise<Result>;
  /** The message is done with, however it ended: none waits for it any more. */
  leave(messageId: string): void;
  /** One delivery after the other, of those with the same key; without one, side by side. */
  takeTurns<Result>(key: string | undefined, deliver: () => Promise<Result>): Promise<Result>;
}

/** For routes none of which asks for an order. */
export function withoutOrder(records: readonly SQSRecord[]): BatchOrder {
  return {
    records,
    startInOrder: (_, start) => start(),
    leave: () => undefined,
    takeTurns: (_, deliver) => deliver(),
  };
}

/**
 * Routing takes longer for one webhook than for another (a large body has to be fetched), so each waits with its
 * deliveries for those that came before it. They then take turns: where one fails, those behind it fail with it,
 * rather than overtake it.
 */
export function byReceipt(unordered: readonly SQSRecord[]): BatchOrder {
  const records = unordered.toSorted((a, b) => receivedAt(a) - receivedAt(b));
  const started = new Map(records.map((one) => [one.messageId, Promise.withResolvers<void>()]));
  const turns = inTurns();
  const before = (messageId: string) => {
    const place = records.findIndex((one) => one.messageId === messageId);
    return records.slice(0, place).map((one) => started.get(one.messageId)?.promise);
  };
  return {
    records,
    async startInOrder(messageId, start) {
      await Promise.all(before(messageId));
      const result = start();
      started.get(messageId)?.resolve();
      return result;
    },
    leave: (messageId) => started.get(messageId)?.resolve(),
    takeTurns: (key, deliver) => (key === undefined ? deliver() : turns(key, deliver)),
  };
}

/** Of what is no envelope: first, since it is soon done with. */
function receivedAt({ body }: SQSRecord): number {
  try {
    return Date.parse(parseEnvelope(body).receivedAt);
  } catch {
    return 0;
  }
}
