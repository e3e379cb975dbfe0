import type { Handshake, Probe } from './handshake.ts';

/** Where a value is found in a request. The first place that holds one wins. */
export type Place =
  /** A header, in lower case. */
  | { readonly header: string }
  /** A field of the JSON body: the keys that lead to it. */
  | { readonly json: readonly string[] }
  /** A field of a form-encoded body. */
  | { readonly form: string }
  /** The same for every webhook of this sender. */
  | { readonly fixed: string }
  /** Several values combined into one; no value if one of them is missing. */
  | { readonly all: readonly Place[] }
  /**
   * For senders that give no id: `sha256:` and the hash of the source and the body, or of what else is signed if
   * the scheme doesn't sign the body as it is. A signed timestamp is left out, because a retry may have another
   * one.
   */
  | 'body-hash'
  /** For senders that rightly send the same body again. Every request is a delivery of its own. */
  | 'random';

/** How far an id can be trusted, by the sender's documents. `id-claims.test.ts` checks each row against them. */
export interface IdClaims {
  /**
   * Which webhooks share an id. `delivery`: one webhook to one endpoint. `event`: every webhook about one event, to
   * any endpoint or subscription. `content`: every webhook with the same content. `request`: one request.
   */
  readonly identifies: 'delivery' | 'event' | 'content' | 'request';
  /** Whether the signature covers the id, so that nobody else can send the same webhook under another one. */
  readonly isSigned: boolean;
  /** Whether the sender's own retry has the same id. */
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

/** The time at which the sender says it signed. It must be part of what is signed. */
export interface SignedTimestamp {
  readonly from:
    | { readonly header: string }
    /** An item of the signature header with this prefix, such as `t=`. */
    | { readonly signatureItem: string }
    /** A field of the JSON body, read only once the signature over that body has been verified. */
    | { readonly json: readonly string[] };
  readonly unit: 'seconds' | 'milliseconds' | 'iso-8601';
  /**
   * Applies in both directions, since a timestamp far in the future would otherwise be valid for ever. It is 300,
   * or longer if the sender may retry with the old signature: then as long as it retries. Above 300 every id must
   * be signed.
   */
  readonly toleranceSeconds: number;
}

/** How a secret's text becomes the key. */
export interface KeyFormat {
  /** `text`: its UTF-8 bytes. */
  readonly encoding: 'text' | 'base64' | 'hex';
  /** Removed from the start of the secret, such as `whsec_`; the longest first. */
  readonly prefixes?: readonly string[];
  /** A secret with none of the prefixes belongs to another of the sender's schemes. */
  readonly isPrefixRequired?: true;
  /** A secret with one of these prefixes belongs to another of the sender's schemes. */
  readonly otherPrefixes?: readonly string[];
  /** The fewest and the most bytes of a key. */
  readonly bytes?: readonly [number, number];
}

/** Each request is of one kind: a GET without a body, a body that is a form, or a body that isn't. */
export type RequestKind = 'form' | 'not-form' | 'bodiless-get';

/** How a sender proves that a request is its own. Data only: one engine interprets all schemes. */
export interface SignatureScheme {
  /** SHA-1 is only for senders that have nothing else. `token` is the secret itself, sent with each request. */
  readonly method: 'hmac-sha256' | 'hmac-sha1' | 'ed25519' | 'token';
  /** The header with the signature, in lower case. */
  readonly header: string;
  /** The header's name is followed by 1, 2, 3 …: any of them may match. */
  readonly isNumbered?: true;
  readonly encoding: 'hex' | 'base64' | 'text';
  /** Precedes each signature. Items with another prefix do not belong to this scheme. */
  readonly prefix?: string;
  /** Separates several signatures in one header. Without it the header holds exactly one. */
  readonly separator?: ',' | ';' | ' ';
  /** What is signed; empty for a token. */
  readonly signs: readonly SignedPart[];
  readonly timestamp?: SignedTimestamp;
  /** The header with the signed id. */
  readonly idHeader?: string;
  readonly key: KeyFormat;
  /**
   * The only kind of request that this scheme is for. Only `bodiless-get` may leave the body out of what it signs.
   */
  readonly onlyFor?: RequestKind;
  /** The query parameter with the body's SHA-256 in hex, for schemes that sign the URL instead of the body. */
  readonly bodyHashParameter?: string;
  /** A query parameter that marks another of the sender's schemes. This scheme does not apply if it is present. */
  readonly excludedParameter?: string;
  /** Characters that are decoded in the URL before it is signed. */
  readonly urlDecodes?: string;
  /** The sender may or may not have signed the URL with its default port. */
  readonly hasPortVariants?: true;
}

/** A status, or a whole class of them. */
export type StatusPattern = number | '2xx' | '3xx' | '4xx' | '5xx';

/** What a sender does after an answer that is no success. */
export interface RetryRules {
  /** Whether it ever sends again by itself. */
  readonly isAutomatic: boolean;
  /** The time from its first attempt to its last, if the sender documents it. */
  readonly spanSeconds?: number;
  /** Each attempt has its own signature and timestamp. Absent: no, or unknown. */
  readonly isSignedAnew?: true;
  /** The statuses after which it gives up at once, or even disables the endpoint. Doubtful ones belong here too. */
  readonly finalStatuses: readonly StatusPattern[];
  /** Exceptions from `finalStatuses`. */
  readonly retriedStatuses?: readonly number[];
  /** It ignores a `Retry-After` above this. */
  readonly retryAfterLimitSeconds?: number;
}

export type WebhookMethod = 'POST' | 'PUT' | 'PATCH' | 'GET';

export type AcceptedStatus = 200 | 202 | 204;

/** Everything that we know about one sender. All of it is data: adding a sender is adding a row. */
export interface Sender {
  readonly title: string;
  /** The sender's own page about its signatures. */
  readonly documentation: string;
  /** One of them must verify the request. */
  readonly schemes: readonly SignatureScheme[];
  /**
   * The methods of its webhooks. Default: POST alone. Allow GET only where the URL is signed, because it holds the
   * content.
   */
  readonly methods?: readonly WebhookMethod[];
  /** The deduplication key. A signed id in the request wins over an unsigned one. */
  readonly deliveryId: readonly IdPlace[];
  readonly eventType: readonly Place[];
  /** The headers that travel in the envelope, in lower case. Never list one with a signature or a token. */
  readonly allowedHeaders: readonly string[];
  /** The answer once the webhook is stored. */
  readonly acceptedStatus: AcceptedStatus;
  /** For webhooks that want another answer, by the value of a field in their JSON body. */
  readonly acceptedStatusBy?: {
    readonly json: readonly string[];
    readonly statuses: Readonly<Record<string, AcceptedStatus>>;
  };
  /**
   * Where at the sender to enter a secret that we made up. Absent for senders that show a secret of their own,
   * which has to be stored here.
   */
  readonly takesSecretAt?: string;
  /** The sender reads the answer's body as a message of its own, so the body must be empty. */
  readonly isAnswerEmpty?: true;
  readonly retries: RetryRules;
  /** How often it sends something signed in any case, such as a heartbeat: `'8 h'`. */
  readonly sendsEvery?: string;
  readonly handshakes?: readonly Handshake[];
  readonly probes?: readonly Probe[];
  /** What an operator must know. Shown in `docs/senders.md`. */
  readonly notes?: readonly string[];
}

/** A row of `senders.ts`, which must say what its ids are worth. */
export interface KnownSender extends Sender {
  readonly deliveryId: readonly (IdClaims & { readonly place: Place })[];
}
