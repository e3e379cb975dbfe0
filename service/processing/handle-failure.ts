import type { Logger } from '@aws-lambda-powertools/logger';
import type { SQSRecord } from 'aws-lambda';
import { type DeadLetterReason, DestinationRestsError } from '../errors.ts';
import { statusOf } from '../status-of.ts';
import type { Line } from '../telemetry/line.ts';
import { type Envelope, withoutPast, writeEnvelope } from '../webhook/envelope.ts';
import type { Attempted } from './attempt.ts';
import type { Attempts } from './attempts.ts';
import { deadLetterAsItCame, type SendDeadLetter } from './dead-letter.ts';
import { decideNext, type Next, type RetryRules } from './decide-next.ts';
import { isReplayed, redriveAttribute, redriveOf } from './redriven.ts';
import { retryDelaySeconds } from './retry-delay.ts';

export interface FailurePorts extends RetryRules {
  readonly sendDeadLetter: SendDeadLetter;
  /** Sets when SQS hands the message out again, counted from this moment. */
  readonly hideMessage: (receiptHandle: string, seconds: number) => Promise<void>;
  /** Puts a copy of a message at the end of the queue, hidden for `seconds`: 900 at most. */
  readonly sendAgain: (body: string, seconds: number) => Promise<void>;
  readonly logger: Pick<Logger, 'warn' | 'error'>;
}

/** A message that could not be processed. */
export interface FailedRecord {
  readonly record: SQSRecord;
  /** Absent if it can't be read. */
  readonly envelope: Envelope | undefined;
  /** The destinations that failed; empty if it did not come to that. */
  readonly failedAt: readonly string[];
  readonly attempted: readonly Attempted[];
  readonly line: Line;
}

interface Failed extends FailedRecord {
  /** The failure that decided, if there were several. */
  readonly error: Error;
}

/**
 * Decides what becomes of a message that could not be processed. Returns when it is dealt with; throws when SQS has
 * to hand it out again.
 */
export async function handleFailure(
  ports: FailurePorts,
  given: FailedRecord,
  thrown: unknown,
): Promise<void> {
  const { record, envelope } = given;
  const receiveCount = Number(record.attributes.ApproximateReceiveCount);
  const next = decideNext(ports, { envelope, receiveCount, thrown });
  const failed: Failed = { ...given, error: next.error };
  if (next.kind === 'dead-letter' && (await isDeadLettered(ports, failed, next))) return;
  if (next.kind === 'put-back' && (await isPutBack(ports, failed, next))) return;
  const seconds = 'seconds' in next ? next.seconds : retryDelaySeconds(ports.retries, receiveCount);
  await hide(ports, record, seconds);
  given.line.end('warn', 'webhook failed, to be tried again', {
    ...detailsOf(failed),
    inSeconds: seconds,
    outcome: 'retry',
  });
  throw next.error;
}

/**
 * Sends a copy to the end of the queue, with the attempts so far in its envelope, and then acknowledges this
 * message. A function killed in between leaves two copies, of which only one is delivered and counted.
 */
async function isPutBack(
  ports: FailurePorts,
  failed: Failed,
  next: Extract<Next, { kind: 'put-back' }>,
): Promise<boolean> {
  const { sendAgain, logger } = ports;
  const { seconds, attempts, isUntried, parkedSince } = next;
  const { record, envelope } = failed;
  if (envelope === undefined) return false;
  const { trackingId = record.messageId } = envelope;
  const copy = {
    ...withoutPast(envelope),
    trackingId,
    ...(isNone(attempts) ? {} : { attempts }),
    ...(parkedSince === undefined ? {} : { parkedSince }),
  };
  try {
    await sendAgain(writeEnvelope(copy), seconds);
  } catch (cause) {
    logger.warn('the webhook could not be put back', { error: cause as Error });
    return false;
  }
  countPutBack(ports, failed.line, envelope, next);
  const message = isUntried ? 'webhook parked, to be tried later' : 'webhook failed, put back';
  const outcome = isUntried ? 'parked' : 'put-back';
  failed.line.end('warn', message, {
    ...detailsOf(failed),
    attemptsSoFar: attempts,
    inSeconds: seconds,
    outcome,
  });
  return true;
}

function isNone({ destination, own }: Attempts): boolean {
  return destination === 0 && own === 0;
}

function countPutBack(
  { now }: FailurePorts,
  line: Line,
  { source, receivedAt }: Envelope,
  { error, isUntried, parkedSince }: Extract<Next, { kind: 'put-back' }>,
): void {
  line.record('PutBackAge', now() - Date.parse(receivedAt), {});
  if (!isUntried) return;
  line.count('WebhookParked', { source });
  if (!(error instanceof DestinationRestsError)) return;
  line.count('DestinationResting', { destination: error.destination });
  line.record('ParkedAge', now() - Date.parse(parkedSince ?? receivedAt), {});
}

/**
 * Sends the dead letter before the original is acknowledged: a function killed in between leaves two letters, never
 * none.
 */
async function isDeadLettered(
  ports: FailurePorts,
  failed: Failed,
  { reason, attempts }: Extract<Next, { kind: 'dead-letter' }>,
): Promise<boolean> {
  const { record, envelope, error } = failed;
  const { message } = error;
  const failure = {
    ...{ reason, attempts, firstError: message, lastError: message },
    ...{ status: statusOf(error), lastFailedAt: ports.now() },
  };
  const body = envelope === undefined ? record.body : writeEnvelope(withoutPast(envelope));
  const letter = deadLetterAsItCame(body, failure);
  const redrive = redriveOf(record);
  const mark = redrive === undefined ? {} : { [redriveAttribute]: redrive };
  try {
    await ports.sendDeadLetter({ ...letter, attributes: { ...letter.attributes, ...mark } });
  } catch (cause) {
    // After maxReceiveCount receives SQS itself moves the message there.
    ports.logger.error('the dead letter could not be sent', { error: cause as Error });
    return false;
  }
  countDeadLetter(failed, reason);
  const outcome = 'dead-lettered';
  failed.line.end('error', 'webhook dead-lettered', { ...detailsOf(failed), reason, outcome });
  return true;
}

/** If this fails, the message waits for its visibility timeout: late, not lost. */
async function hide({ hideMessage, logger }: FailurePorts, record: SQSRecord, seconds: number) {
  try {
    await hideMessage(record.receiptHandle, seconds);
  } catch (error) {
    logger.warn('the visibility timeout could not be changed', { error: error as Error });
  }
}

function countDeadLetter({ record, envelope, line }: Failed, reason: DeadLetterReason) {
  const source = envelope?.source ?? 'unknown';
  if (reason === 'exhausted') line.count('FinalAttemptFailed', { source });
  line.count('WebhookDeadLettered', { source, reason });
  const isSecondEnd = envelope ? isReplayed(envelope) : redriveOf(record) !== undefined;
  if (isSecondEnd) line.count('WebhookReplayed', { source });
}

function detailsOf({ record, envelope, failedAt, attempted, error }: Failed) {
  return {
    messageId: record.messageId,
    deliveryId: envelope?.deliveryId,
    source: envelope?.source ?? 'unknown',
    type: envelope?.type,
    trackingId: envelope?.trackingId,
    // Which redrive or replay brought it, as nothing else in the log tells.
    ...{ nonce: envelope?.nonce, redrive: envelope?.redrive },
    ...(failedAt.length === 0 ? {} : { destinations: failedAt }),
    receiveCount: Number(record.attributes.ApproximateReceiveCount),
    ...(attempted.length === 0 ? {} : { attempts: attempted }),
    error,
  };
}
