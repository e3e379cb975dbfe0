import {
  BodyLostError,
  type DeadLetterReason,
  MalformedEnvelopeError,
  PermanentError,
} from '../errors.ts';
import { type Envelope, withoutPast, writeEnvelope } from '../webhook/envelope.ts';
import { fingerprintOf } from './fingerprint.ts';

/**
 * A message for the dead-letter queue. SQS takes at most ten attributes, and a letter has nine with the function's
 * `version`: the tenth is left for whoever moves or traces it. So a letter's delivery id stands in its envelope only,
 * and the times of its first and last failure are one attribute, `failed`.
 */
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
  /** The HTTP status of the last one. */
  readonly status?: number | undefined;
  /** Milliseconds since 1970. Absent where earlier failures of the webhook were not noted. */
  readonly firstFailedAt?: number | undefined;
  readonly lastFailedAt: number;
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
      destination,
    },
  };
}

/** The dead letter of a message that has no particular destination missing: the message as it came. */
export function deadLetterAsItCame(body: string, failure: Failure): DeadLetter {
  return { body, attributes: describe(failure, '') };
}

function describe(failure: Failure, destination: string) {
  const { reason, attempts, firstError, lastError, status } = failure;
  return {
    reason,
    fingerprint: fingerprintOf({ reason, destination, error: lastError, status }),
    attempts: String(attempts),
    failed: writeFailed(failure),
    firstError: printable(firstError),
    lastError: printable(lastError),
  };
}

/** An interval as ISO 8601 writes it, `<first>/<last>`; the last time alone where the first is not known. */
function writeFailed({ firstFailedAt, lastFailedAt }: Failure): string {
  const times = firstFailedAt === undefined ? [lastFailedAt] : [firstFailedAt, lastFailedAt];
  return times.map((time) => new Date(time).toISOString()).join('/');
}

const errorLimit = 500;

/** SQS refuses an empty value, control characters, and a surrogate pair that was cut in half. */
function printable(text: string): string {
  return text.replace(/\p{C}/gu, ' ').slice(0, errorLimit).toWellFormed() || 'unknown';
}
