import type { HandshakeAnswered } from '../webhook/answer-handshake.ts';
import type { Explanation } from '../webhook/explain-rejection.ts';
import type { RejectionReason } from '../webhook/rejection.ts';
import type { AcceptedStatus, Sender } from '../webhook/sender.ts';

/** What became of one request. */
export type Outcome = Accepted | Answered | Refused;

export interface Accepted {
  readonly kind: 'accepted';
  readonly source: string;
  /** Absent for an event of a service of one's own. */
  readonly sender?: Sender;
  /** What it is answered with. */
  readonly status: AcceptedStatus;
  readonly deliveryId: string;
  readonly type: string;
  /** What of the two the webhook did not say where this sender keeps it. */
  readonly guessed: readonly ('id' | 'type')[];
  /** The secret slot whose key matched, where there was a signature. */
  readonly slot?: string;
  /** The client whose token it was, where there was one. */
  readonly client?: string;
  /** Of the body, as the sender sent it. */
  readonly bytes: number;
}

/** A handshake or a probe: answered on the spot, nothing to store. */
export interface Answered extends HandshakeAnswered {
  readonly source: string;
}

export interface Refused {
  readonly kind: 'rejected';
  /** `unknown` for a source that isn't configured: strangers must not mint dimensions. */
  readonly source: string;
  /** Undefined where no source was found. */
  readonly sender: Sender | undefined;
  readonly reason: RejectionReason;
  /** The likely mistake behind a refused signature. */
  readonly explanation?: Explanation | undefined;
  /** For the log: what failed inside, when it was us. */
  readonly cause?: unknown;
}
