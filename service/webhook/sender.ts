import type { Handshake, Probe } from './handshake.ts';

/** Where a value stands in a request: the first place that holds one wins. */
export type Place =
  /** A header, in lower case. */
  | { readonly header: string }
  /** A field of the JSON body: the keys that lead to it. */
  | { readonly json: readonly string[] }
  /** A field of a form-encoded body. */
  | { readonly form: string }
  /** The same for every webhook of this sender. */
  | { readonly fixed: string }
  /** Several values that are one together; none where one of them is missing. */
  | { readonly all: readonly Place[] }
  /**
   * For senders that give no id: `sha256:` and the hash of source and body, or of what else is signed where the
   * scheme doesn't sign the body as it is. A signed timestamp is left out: a retry may have another one.
   */
  | 'body-hash'
  /** For senders that rightly send the same body again: every request is a delivery of its own. */
  | 'random';

/** What an id is worth, as the sender documents it. `id-claims.test.ts` holds each row to it. */
export interface IdClaims {
  /**
   * What has the same id. `delivery`: one webhook to one endpoint. `event`: every webhook about one event, to
   * whichever endpoint or subscription. `content`: whatever says the same. `request`: one request.
   */
  readonly identifies: 'delivery' | 'event' | 'content' | 'request';
  /** Whether the signature covers it: nobody else can send the same webhook under another one. */
  readonly isSigned: boolean;
  /** Whether the sender's own retry brings the same one. */
  readonly onRetry: 'same' | 'new' | 'unknown';
}

export type IdPlace = Place | (IdClaims & { readonly place: Place });

/** One piece of what the sender signs, in order. */
export type SignedPart =
  | 'body'
  | 'timestamp'
  | 'id'
  | 'method'
  | 'url'
  /** The form's fields sorted by name, each name followed by its value. */
  | 'sorted-form'
  | { readonly text: string };

/** When the sender says that it signed. It must be part of what is signed. */
export interface SignedTimestamp {
  readonly from:
    | { readonly header: string }
    /** An item of the signature header that starts so, such as `t=`. */
    | { readonly signatureItem: string }
    /** A field of the JSON body, read only once the signature over that body has been verified. */
    | { readonly json: readonly string[] };
  readonly unit: 'seconds' | 'milliseconds' | 'iso-8601';
  /**
   * Applies both ways: a timestamp far in the future would otherwise be valid for ever. 300, or as long as the
   * sender sends again where it may do so with the old signature. Above 300 every id must be signed.
   */
  readonly toleranceSeconds: number;
}

/** How a secret's text becomes the key. */
export interface KeyFormat {
  /** `text`: its UTF-8 bytes. */
  readonly encoding: 'text' | 'base64' | 'hex';
  /** Cut off where the secret starts so, such as `whsec_`; the longest first. */
  readonly prefixes?: readonly string[];
  /** A secret with none of the prefixes belongs to another of the sender's schemes. */
  readonly isPrefixRequired?: true;
  /** A secret that starts so belongs to another of the sender's schemes. */
  readonly otherPrefixes?: readonly string[];
  /** Fewest and most bytes of a key. */
  readonly bytes?: readonly [number, number];
}

/** Each request is of one kind: a GET without a body, or one whose body is a form or isn't. */
export type RequestKind = 'form' | 'not-form' | 'bodiless-get';

/** How a sender proves that a request is its own. Data only: one engine interprets it. */
export interface SignatureScheme {
  /** SHA-1 only for senders that have nothing else; `token` is the secret itself, sent with each request. */
  readonly method: 'hmac-sha256' | 'hmac-sha1' | 'ed25519' | 'token';
  /** The header with the signature, in lower case. */
  readonly header: string;
  /** The header's name is followed by 1, 2, 3 …: any of them may match. */
  readonly isNumbered?: true;
  readonly encoding: 'hex' | 'base64' | 'text';
  /** What stands before each signature; items that start otherwise are not this scheme's. */
  readonly prefix?: string;
  /** Between several signatures in one header; without it the header holds exactly one. */
  readonly separator?: ',' | ';' | ' ';
  /** What is signed; empty for a token. */
  readonly signs: readonly SignedPart[];
  readonly timestamp?: SignedTimestamp;
  /** The header with the id that is signed. */
  readonly idHeader?: string;
  readonly key: KeyFormat;
  /** Only for such requests; `bodiless-get` alone may leave the body out of what it signs. */
  readonly onlyFor?: RequestKind;
  /** The query parameter with the body's SHA-256 in hex, for schemes that sign the URL in the body's place. */
  readonly bodyHashParameter?: string;
  /** A query parameter by which another of the sender's schemes is known: with it, this one doesn't count. */
  readonly excludedParameter?: string;
  /** Characters whose percent-encoding in the URL is undone before signing. */
  readonly urlDecodes?: string;
  /** The sender may or may not have signed the URL with its default port. */
  readonly hasPortVariants?: true;
}

/** A status, or a whole class of them. */
export type StatusPattern = number | '2xx' | '3xx' | '4xx' | '5xx';

/** What a sender does with an answer that is no success. */
export interface RetryRules {
  /** Whether it ever sends again by itself. */
  readonly isAutomatic: boolean;
  /** From its first attempt to its last, where it says so. */
  readonly spanSeconds?: number;
  /** Each attempt has a signature and a timestamp of its own. Absent: no, or unknown. */
  readonly isSignedAnew?: true;
  /** After these it gives up at once, or even disables the endpoint. In doubt a status stands here. */
  readonly finalStatuses: readonly StatusPattern[];
  /** Exceptions from `finalStatuses`. */
  readonly retriedStatuses?: readonly number[];
  /** It heeds no `Retry-After` above this. */
  readonly retryAfterLimitSeconds?: number;
}

export type WebhookMethod = 'POST' | 'PUT' | 'PATCH' | 'GET';

export type AcceptedStatus = 200 | 202 | 204;

/** All that we know about one sender. Everything in it is data; adding a sender is adding a row. */
export interface Sender {
  readonly title: string;
  /** The sender's own page about its signatures. */
  readonly documentation: string;
  /** Any one of them may verify. */
  readonly schemes: readonly SignatureScheme[];
  /** Of its webhooks. Default: POST alone. GET only where the URL is signed: what it says stands there. */
  readonly methods?: readonly WebhookMethod[];
  /** The deduplication key. Of the ids that a request holds one that is signed wins over one that isn't. */
  readonly deliveryId: readonly IdPlace[];
  readonly eventType: readonly Place[];
  /** The headers that travel in the envelope, in lower case. Never one with a signature or a token. */
  readonly allowedHeaders: readonly string[];
  /** Answered once the webhook is stored. */
  readonly acceptedStatus: AcceptedStatus;
  /** Of webhooks that want another one: by what a field of their JSON body holds. */
  readonly acceptedStatusBy?: {
    readonly json: readonly string[];
    readonly statuses: Readonly<Record<string, AcceptedStatus>>;
  };
  /**
   * Where a secret that we made up is entered at the sender. Absent for those that show one of their own: it has
   * to be stored here.
   */
  readonly takesSecretAt?: string;
  /** The sender reads the answer's body as a message of its own: it must be empty. */
  readonly isAnswerEmpty?: true;
  readonly retries: RetryRules;
  readonly handshakes?: readonly Handshake[];
  readonly probes?: readonly Probe[];
  /** What an operator must know; shown in `docs/senders.md`. */
  readonly notes?: readonly string[];
}

/** A row of `senders.ts`: what its ids are worth is said. */
export interface KnownSender extends Sender {
  readonly deliveryId: readonly (IdClaims & { readonly place: Place })[];
}
