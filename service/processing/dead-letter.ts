import { createHash } from 'node:crypto';
import {
  BodyLostError,
  type DeadLetterReason,
  MalformedEnvelopeError,
  PermanentError,
} from '../errors.ts';
import { type Envelope, withoutPast, writeEnvelope } from '../webhook/envelope.ts';

/** A message for the dead-letter queue. SQS takes at most ten attributes. */
export interface DeadLetter {
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Returns once SQS has stored it. */
export type SendDeadLetter = (letter: DeadLetter) => Promise<void>;

/** What went wrong, and how often. */
export interface Failure {
  readonly reason: DeadLetterReason;
  /** Failed attempts, this one included. */
  readonly attempts: number;
  readonly firstError: string;
  readonly lastError: string;
}

/** Why an error is permanent; `undefined` if another attempt may help. */
export function permanentReason(error: unknown): DeadLetterReason | undefined {
  if (error instanceof PermanentError) return error.reason;
  if (error instanceof MalformedEnvelopeError) return 'malformed';
  if (error instanceof BodyLostError) return 'body-lost';
  return undefined;
}

/**
 * The dead letter of one destination. It carries a nonce of its own, so that sending it again, by whatever means,
 * does not count as a repetition. It names the one destination that lacks the webhook, so that the others are left
 * alone. The nonce is the id of the request that brought the webhook. If a killed function causes the webhook to be
 * worked on twice, both letters have the same nonce, and only one of them is ever delivered.
 */
export function deadLetterOf(
  envelope: Envelope,
  destination: string,
  messageId: string,
  failure: Failure,
): DeadLetter {
  const { trackingId = messageId, ...rest } = withoutPast(envelope);
  return {
    body: writeEnvelope({ ...rest, nonce: trackingId, to: [destination] }),
    attributes: {
      ...describe(failure, destination),
      source: envelope.source,
      deliveryId: envelope.deliveryId,
      destination,
    },
  };
}

/** The dead letter of a message that has no particular destination missing: the message as it came. */
export function deadLetterAsItCame(body: string, failure: Failure): DeadLetter {
  return { body, attributes: describe(failure, '') };
}

function describe({ reason, attempts, firstError, lastError }: Failure, destination: string) {
  return {
    reason,
    fingerprint: fingerprintOf(reason, destination, lastError),
    attempts: String(attempts),
    firstError: printable(firstError),
    lastError: printable(lastError),
  };
}

const errorLimit = 500;

/** SQS refuses an empty value, control characters, and a surrogate pair that was cut in half. */
function printable(text: string): string {
  return text.replace(/\p{C}/gu, ' ').slice(0, errorLimit).toWellFormed() || 'unknown';
}

/** Is the same for failures that differ only in numbers and ids. Dead letters are grouped by it. */
export function fingerprintOf(reason: string, destination: string, error: string): string {
  const kind = error.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|\d+/gi, '#');
  return createHash('sha256')
    .update(`${reason}\n${destination}\n${kind}`)
    .digest('hex')
    .slice(0, 12);
}
