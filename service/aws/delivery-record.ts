import { randomUUID } from 'node:crypto';
import { IdempotencyRecordStatus } from '@aws-lambda-powertools/idempotency';
import { IdempotencyRecord } from '@aws-lambda-powertools/idempotency/persistence';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { DeliveryHistory, Settled } from '../webhook/settled.ts';

export type Item = Record<string, AttributeValue>;

export const { INPROGRESS, COMPLETED } = IdempotencyRecordStatus;

/** The status of a claim that was given up. The next claim may take it at once. */
export const FAILED = 'FAILED';

/** A delivery in progress: until it is completed, is given up, or its lease ends. */
export function claimItem(record: IdempotencyRecord, now: number) {
  return {
    id: { S: record.idempotencyKey },
    status: { S: INPROGRESS },
    claimedAt: { N: String(now) },
    expiration: { N: String(record.expiryTimestamp) },
    in_progress_expiration: { N: String(record.inProgressExpiryTimestamp) },
    /** Tells this claim from those of others. */
    claim: { S: randomUUID() },
  } satisfies Item;
}

export type ClaimItem = ReturnType<typeof claimItem>;

export function completedItem(record: IdempotencyRecord, { attempts }: DeliveryHistory): Item {
  const { outcome, messageId, trackingId, settledAt, reason } =
    record.getResponse() as unknown as Settled;
  return {
    id: { S: record.idempotencyKey },
    status: { S: COMPLETED },
    expiration: { N: String(record.expiryTimestamp) },
    outcome: { S: outcome },
    messageId: { S: messageId },
    settledAt: { N: String(settledAt) },
    attempts: { N: String(outcome === 'dead-lettered' ? attempts + 1 : attempts) },
    ...(trackingId === undefined ? {} : { trackingId: { S: trackingId } }),
    ...(reason === undefined ? {} : { reason: { S: reason } }),
  };
}

/** The record that blocks a claim, in the form that Powertools expects. */
export function toRecord(item: Item): IdempotencyRecord {
  return new IdempotencyRecord({
    idempotencyKey: item.id?.S ?? '',
    status: item.status?.S === COMPLETED ? COMPLETED : INPROGRESS,
    expiryTimestamp: Number(item.expiration?.N),
    inProgressExpiryTimestamp: Number(item.in_progress_expiration?.N ?? 0),
    responseData: {
      outcome: item.outcome?.S ?? '',
      messageId: item.messageId?.S ?? '',
      settledAt: Number(item.settledAt?.N ?? 0),
      ...(item.trackingId?.S === undefined ? {} : { trackingId: item.trackingId.S }),
      ...(item.reason?.S === undefined ? {} : { reason: item.reason.S }),
    },
  });
}

/** What was settled, and has expired since, begins anew. */
export function historyOf(item: Item | undefined): DeliveryHistory {
  if (item === undefined || item.status?.S === COMPLETED) return { attempts: 0 };
  const [firstError, firstFailedAt] = [item.firstError?.S, item.firstFailedAt?.N];
  return {
    attempts: Number(item.attempts?.N ?? 0),
    ...(firstError === undefined ? {} : { firstError }),
    ...(firstFailedAt === undefined ? {} : { firstFailedAt: Number(firstFailedAt) }),
  };
}
