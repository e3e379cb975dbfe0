import type { Logger } from '@aws-lambda-powertools/logger';
import type { SQSRecord } from 'aws-lambda';
import type { Meter } from '../telemetry/metrics.ts';
import { type Envelope, writeEnvelope } from '../webhook/envelope.ts';
import { DestinationRestsError } from './circuit-breakers.ts';
import { deadLetterAsItCame, permanentReason, type SendDeadLetter } from './dead-letter.ts';
import { isReplayed, redriveAttribute, redriveOf } from './redriven.ts';
import { type RetrySchedule, retryDelaySeconds } from './retry-delay.ts';

export interface FailurePorts {
  readonly sendDeadLetter: SendDeadLetter;
  /** When SQS hands the message out again, counted from now. */
  readonly hideMessage: (receiptHandle: string, seconds: number) => Promise<void>;
  /** Puts a copy of a message at the end of the queue, out of sight for so long. */
  readonly sendAgain: (body: string, seconds: number) => Promise<void>;
  readonly retries: RetrySchedule;
  /** A webhook is not put back any more once it is so old: SQS would keep a copy longer than the original. */
  readonly longestParkedDays: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** How often SQS hands a message out before it goes to the dead-letter queue. */
  readonly maxReceiveCount: number;
  readonly logger: Pick<Logger, 'warn' | 'error'>;
  readonly meter: Pick<Meter, 'count'>;
}

/**
 * Decides what becomes of a message that could not be processed: returns when it is dealt with, throws when SQS
 * has to hand it out again.
 */
export type HandleFailure = (
  record: SQSRecord,
  envelope: Envelope | undefined,
  error: Error,
) => Promise<void>;

export function createHandleFailure(ports: FailurePorts): HandleFailure {
  return async (record, envelope, error) => {
    if (await isParked(ports, record, envelope, error)) return;
    if (await isDeadLettered(ports, record, envelope, error)) return;
    const attempt = Number(record.attributes.ApproximateReceiveCount);
    const isLast = attempt >= ports.maxReceiveCount;
    // After the last one, SQS moves the message as soon as it comes into sight again.
    const seconds = isLast
      ? 0
      : retryDelaySeconds(ports.retries, attempt, askedFor(error, attempt));
    await hide(ports, record, seconds);
    reportFailure(ports, record, envelope, error, isLast ? 'last' : seconds);
    throw error;
  };
}

// What SQS allows for a delay.
const longestDelaySeconds = 900;

/**
 * A webhook whose destinations all rest is put back as a new message, whose attempts count from one, and this one
 * is acknowledged: in this order, so that a function killed in between leaves two copies, of which one is
 * delivered and counted. One that is too old goes on using up its attempts.
 */
async function isParked(
  { sendAgain, retries, longestParkedDays, meter, logger, now }: FailurePorts,
  record: SQSRecord,
  envelope: Envelope | undefined,
  error: Error,
): Promise<boolean> {
  if (!(error instanceof DestinationRestsError) || envelope === undefined) return false;
  if (now() - Date.parse(envelope.receivedAt) > longestParkedDays * 86_400_000) return false;
  // Twice as long at most: not all at once when the rest is over.
  const rest = error.retryAfterSeconds * (1 + retries.random());
  const seconds = Math.ceil(Math.min(longestDelaySeconds, rest));
  try {
    const { trackingId = record.messageId } = envelope;
    await sendAgain(writeEnvelope({ ...envelope, trackingId }), seconds);
  } catch (cause) {
    logger.warn('the webhook could not be put back', { error: cause as Error });
    return false;
  }
  meter.count('WebhookParked', { source: envelope.source });
  return true;
}

/** A delivery that is under way elsewhere is mostly done in a moment; only then is its lease waited for. */
function askedFor(error: Error, attempt: number): number | undefined {
  if (error.name === 'DeliveryInProgressError' && attempt === 1) return undefined;
  return Object(error).retryAfterSeconds;
}

/** Sends it there before the original is acknowledged: killed in between, there are two letters, never none. */
async function isDeadLettered(
  ports: FailurePorts,
  record: SQSRecord,
  envelope: Envelope | undefined,
  error: Error,
): Promise<boolean> {
  const reason = permanentReason(error);
  if (reason === undefined) return false;
  const { message } = error;
  const attempts = Number(record.attributes.ApproximateReceiveCount);
  const failure = { reason, attempts, firstError: message, lastError: message };
  const letter = deadLetterAsItCame(record.body, failure);
  const redrive = redriveOf(record);
  const mark = redrive === undefined ? {} : { [redriveAttribute]: redrive };
  try {
    await ports.sendDeadLetter({ ...letter, attributes: { ...letter.attributes, ...mark } });
  } catch (cause) {
    // SQS itself moves it there once its attempts are used up.
    ports.logger.error('the dead letter could not be sent', { error: cause as Error });
    return false;
  }
  countDeadLetter(ports, record, envelope, reason);
  ports.logger.error('webhook dead-lettered at once', {
    ...detailsOf(record, envelope, error),
    reason,
  });
  return true;
}

/** Without it the message waits for its visibility timeout: late, not lost. */
async function hide({ hideMessage, logger }: FailurePorts, record: SQSRecord, seconds: number) {
  try {
    await hideMessage(record.receiptHandle, seconds);
  } catch (error) {
    logger.warn('the visibility timeout could not be changed', { error: error as Error });
  }
}

function reportFailure(
  { meter, logger }: FailurePorts,
  record: SQSRecord,
  envelope: Envelope | undefined,
  error: Error,
  next: number | 'last',
) {
  const details = detailsOf(record, envelope, error);
  if (next !== 'last') {
    logger.warn('webhook failed, to be tried again', { ...details, inSeconds: next });
    return;
  }
  meter.count('FinalAttemptFailed', { source: details.source });
  countDeadLetter({ meter }, record, envelope, 'exhausted');
  logger.error('webhook failed for the last time, to be dead-lettered', details);
}

function countDeadLetter(
  { meter }: Pick<FailurePorts, 'meter'>,
  record: SQSRecord,
  envelope: Envelope | undefined,
  reason: string,
) {
  const source = envelope?.source ?? 'unknown';
  meter.count('WebhookDeadLettered', { source, reason });
  const isSecondEnd = envelope ? isReplayed(envelope) : redriveOf(record) !== undefined;
  if (isSecondEnd) meter.count('WebhookReplayed', { source });
}

function detailsOf(record: SQSRecord, envelope: Envelope | undefined, error: Error) {
  return {
    messageId: record.messageId,
    deliveryId: envelope?.deliveryId,
    source: envelope?.source ?? 'unknown',
    attempt: Number(record.attributes.ApproximateReceiveCount),
    error,
  };
}
