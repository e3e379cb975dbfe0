import type { RejectionReason } from '../../service/webhook/rejection.ts';
import type { WebhookRequest } from '../../service/webhook/request.ts';
import type { Place } from '../../service/webhook/sender.ts';
import type { Webhook } from '../../service/webhook/webhook.ts';
import type { Example, Examples } from '../example-webhook/example.ts';
import type { BadKind } from './bad-kinds.ts';

/** How webhooks of one source are made, and made to count. */
export interface Channel {
  readonly source: string;
  /** `github`, … or `custom`; `service` for events of the user's own services. */
  readonly sender: string;
  readonly title: string;
  /** Without a query. */
  readonly url: string;
  readonly publicUrl?: string | undefined;
  readonly examples: Examples;
  /** Where the sender keeps the type, the likeliest place first. */
  readonly typePlaces: readonly Place[];
  /** @returns `undefined` where no webhook of this sender can be of that type */
  readonly minimal: (type: string | undefined) => Example | undefined;
  /** @returns `undefined` where what that takes isn't here, such as a private key */
  readonly sign: (request: WebhookRequest, now: number) => WebhookRequest | undefined;
  /** As what ingestion takes a signed request. `undefined` where it would refuse it. */
  readonly receivedAs: (request: WebhookRequest, now: number) => Webhook | undefined;
  /** Of such a sender every request is a delivery of its own, whose id only the answer tells. */
  readonly isIdRandom: boolean;
  /** The name of the handshake that a signed request is, which is answered and not stored. */
  readonly handshakeOf: (request: WebhookRequest, now: number) => string | undefined;
  /** Whether it signs its URL, and nobody has said which that is. */
  readonly isUrlMissing: boolean;
  readonly bad: Readonly<Record<BadKind, Bad | string>>;
}

/** A way to spoil a webhook. A text in its place says why there is none here. */
export interface Bad {
  /** It has to be refused for this. */
  readonly reason: RejectionReason;
  /** How long ago it was made. */
  readonly secondsAgo?: number;
  /** A body that is given has a time of its own. */
  readonly isTimeInBody?: boolean;
  /** In place of `sign`. */
  readonly sign?: Channel['sign'];
  /** What happens to the signed request. */
  readonly spoil?: (request: WebhookRequest) => WebhookRequest;
}
