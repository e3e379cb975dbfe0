import { readJsonField } from './json-body.ts';
import type { InternalFailure, RejectionReason } from './rejection.ts';
import type { AcceptedStatus, RetryRules, Sender, StatusPattern } from './sender.ts';

export interface RejectionStatus {
  readonly status: number;
  /** Sent as `Retry-After` if present. */
  readonly retryAfterSeconds?: number;
}

/** Reasons after which the webhook is lost unless the sender sends it again. */
export type TemporaryReason = InternalFailure | 'rate-limited';

const tryAgain: RejectionStatus = { status: 503, retryAfterSeconds: 10 };

/** The usual answer for each reason. `statusOf` changes those that a sender would take as final. */
const statuses: Readonly<Record<RejectionReason, RejectionStatus>> = {
  'unknown-source': { status: 404 },
  'method-not-allowed': { status: 405 },
  'body-empty': { status: 400 },
  'body-malformed': { status: 400 },
  'body-too-large': { status: 413 },
  'signature-missing': { status: 401 },
  'signature-malformed': { status: 401 },
  'signature-mismatch': { status: 401 },
  'timestamp-missing': { status: 401 },
  'timestamp-malformed': { status: 401 },
  'timestamp-expired': { status: 401 },
  'timestamp-in-future': { status: 401 },
  'delivery-id-missing': { status: 400 },
  'handshake-refused': { status: 403 },
  'token-refused': { status: 401 },
  'idempotency-key-missing': { status: 400 },
  'event-malformed': { status: 400 },
  'rate-limited': tryAgain,
  'queue-unavailable': tryAgain,
  'store-unavailable': tryAgain,
  'secrets-unavailable': tryAgain,
  'public-url-missing': tryAgain,
  'internal-error': tryAgain,
};

const failuresOfOurs = [
  'queue-unavailable',
  'store-unavailable',
  'secrets-unavailable',
  'public-url-missing',
  'internal-error',
] as const satisfies readonly InternalFailure[];

/** The order in which they are tried for a sender that takes the usual one as final. */
const temporaryStatuses = [503, 500, 502, 504, 429] as const;

export function isFailureOfOurs(reason: RejectionReason): reason is InternalFailure {
  return (failuresOfOurs as readonly RejectionReason[]).includes(reason);
}

/** Whether the sender must be made to send again. */
export function isTemporary(reason: RejectionReason): reason is TemporaryReason {
  return reason === 'rate-limited' || isFailureOfOurs(reason);
}

/**
 * The answer to a refusal. If the fault is ours, it is never a status that this sender takes as final or as
 * success.
 * @param sender `undefined` if no source was found
 */
export function statusOf(reason: RejectionReason, sender: Sender | undefined): RejectionStatus {
  const usual = statuses[reason];
  if (sender === undefined || !isTemporary(reason)) return usual;
  const { retries } = sender;
  const status = isFinal(retries, usual.status)
    ? (temporaryStatuses.find((candidate) => !isFinal(retries, candidate)) ?? usual.status)
    : usual.status;
  const retryAfterSeconds = Math.min(
    usual.retryAfterSeconds ?? 10,
    retries.retryAfterLimitSeconds ?? Number.POSITIVE_INFINITY,
  );
  return { status, retryAfterSeconds };
}

/** Whether after this status the sender gives a webhook up, or takes it as delivered. */
export function isFinal(retries: RetryRules, status: number): boolean {
  if (status >= 200 && status < 300) return true;
  if (retries.retriedStatuses?.includes(status)) return false;
  return retries.finalStatuses.some((pattern) => covers(pattern, status));
}

function covers(pattern: StatusPattern, status: number): boolean {
  return typeof pattern === 'number'
    ? pattern === status
    : pattern.startsWith(String(Math.floor(status / 100)));
}

/** The answer to a stored webhook. The body is parsed only for senders that want different answers. */
export function acceptedStatusOf(
  { acceptedStatus, acceptedStatusBy }: Pick<Sender, 'acceptedStatus' | 'acceptedStatusBy'>,
  body: Buffer,
): AcceptedStatus {
  if (acceptedStatusBy === undefined) return acceptedStatus;
  const { json, statuses } = acceptedStatusBy;
  const value = String(readJsonField(body, json));
  return Object.hasOwn(statuses, value) ? (statuses[value] ?? acceptedStatus) : acceptedStatus;
}
