import { statusOf } from '../status-of.ts';
import type { DeliveryHistory } from '../webhook/settled.ts';
import { FAILED, INPROGRESS, type Item } from './delivery-record.ts';

/** Characters of the first error and of the last one. With both an item stays below 1 KB, so that a write of it is one unit. */
const errorLimit = 350;

/** The update that ends the claim with this lease, and no other. */
export function endOfClaim(lease: number) {
  return {
    UpdateExpression: 'SET #status = :failed',
    ConditionExpression: '#status = :claimed AND in_progress_expiration = :lease',
    ExpressionAttributeNames: { '#status': 'status' } as Record<string, string>,
    ExpressionAttributeValues: {
      ':failed': { S: FAILED },
      ':claimed': { S: INPROGRESS },
      ':lease': { N: String(lease) },
    } as Item,
  };
}

interface FailedAttempt {
  readonly error: unknown;
  /** Before it. */
  readonly history: DeliveryHistory;
  /** Of the function. */
  readonly version: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** The same for an attempt that failed. An HTTP status of the attempt before is not left to stand for this one. */
export function endOfAttempt(lease: number, { error, history, version, now }: FailedAttempt) {
  const end = endOfClaim(lease);
  const text = String(Object(error).message ?? error);
  const httpStatus = statusOf(error);
  const changes = [
    '#version = :version, attempts = :attempts, lastError = :error, lastFailedAt = :now',
    ...(history.attempts === 0 ? ['firstError = :error, firstFailedAt = :now'] : []),
    ...(httpStatus === undefined ? [] : ['httpStatus = :status']),
  ];
  const removed = httpStatus === undefined ? ' REMOVE httpStatus' : '';
  return {
    ...end,
    UpdateExpression: `${end.UpdateExpression}, ${changes.join(', ')}${removed}`,
    ExpressionAttributeNames: { ...end.ExpressionAttributeNames, '#version': 'version' },
    ExpressionAttributeValues: {
      ...end.ExpressionAttributeValues,
      ':version': { S: version },
      ':error': { S: text.slice(0, errorLimit).toWellFormed() },
      ':attempts': { N: String(history.attempts + 1) },
      ':now': { N: String(now) },
      ...(httpStatus === undefined ? {} : { ':status': { N: String(httpStatus) } }),
    },
  };
}
