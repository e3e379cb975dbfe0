import type { HandshakeAnswered } from '../webhook/answer-handshake.ts';
import type { Explanation } from '../webhook/explain-rejection.ts';
import type { RejectionReason } from '../webhook/rejection.ts';
import type { AcceptedStatus, Sender } from '../webhook/sender.ts';

/** The result of one request. */
export type Outcome = Accepted | Answered | Refused;

export interface Accepted {
  readonly kind: 'accepted';
  readonly source: string;
  /** Absent for an event from a service of the user's own. */
  readonly sender?: Sender;
  /** The status of the answer. */
  readonly status: AcceptedStatus;
  readonly deliveryId: string;
  readonly type: string;
  /** Which of the two was missing where this sender keeps it. */
  readonly guessed: readonly ('id' | 'type')[];
  /** The secret slot whose key matched, if there was a signature. */
  readonly slot?: string;
  /** The client that the token belongs to, if there was one. */
  readonly client?: string;
  /** The size of the body as sent. */
  readonly bytes: number;
}

/** A handshake or a probe. It is answered on the spot, and nothing is stored. */
export interface Answered extends HandshakeAnswered {
  readonly source: string;
}

export interface Refused {
  readonly kind: 'rejected';
  /** `unknown` for a source that isn't configured, so that strangers can't create metric dimensions. */
  readonly source: string;
  /** Undefined if no source was found. */
  readonly sender: Sender | undefined;
  readonly reason: RejectionReason;
  /** The likely mistake behind a refused signature. */
  readonly explanation?: Explanation | undefined;
  /** What failed inside, if the fault was ours. For the log. */
  readonly cause?: unknown;
}
