/**
 * Why a request was refused: the last part of the problem's `type`, the log's `reason` and the metric's
 * dimension. Each has its status in `status-policy.ts`.
 */
export type RejectionReason = CallerRejection | InternalFailure;

/** The request itself is at fault. */
export type CallerRejection =
  | 'unknown-source'
  | 'method-not-allowed'
  | 'body-empty'
  | 'body-too-large'
  | 'body-malformed'
  | 'signature-missing'
  | 'signature-malformed'
  | 'signature-mismatch'
  | 'timestamp-missing'
  | 'timestamp-malformed'
  | 'timestamp-expired'
  | 'timestamp-in-future'
  | 'delivery-id-missing'
  | 'handshake-refused'
  | 'token-refused'
  | 'idempotency-key-missing'
  | 'event-malformed'
  | 'rate-limited';

/** We are at fault and the sender must try again. None of these may get a status that the sender takes as final. */
export type InternalFailure =
  | 'queue-unavailable'
  | 'store-unavailable'
  | 'secrets-unavailable'
  | 'public-url-missing'
  | 'internal-error';

export interface Rejected {
  readonly kind: 'rejected';
  readonly reason: RejectionReason;
}
