import type { Handshake } from './handshake.ts';

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
  /** For senders that give no id: `sha256:` and the hash of source and body. */
  | 'body-hash'
  /** For senders that rightly send the same body again: every request is a delivery of its own. */
  | 'random';

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
  /** Applies both ways: a timestamp far in the future would otherwise be valid for ever. */
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
  /** After these it gives up at once, or even disables the endpoint. In doubt a status stands here. */
  readonly finalStatuses: readonly StatusPattern[];
  /** Exceptions from `finalStatuses`. */
  readonly retriedStatuses?: readonly number[];
  /** It heeds no `Retry-After` above this. */
  readonly retryAfterLimitSeconds?: number;
}

/** All that we know about one sender. Everything in it is data; adding a sender is adding a row. */
export interface Sender {
  readonly title: string;
  /** The sender's own page about its signatures. */
  readonly documentation: string;
  /** Any one of them may verify. */
  readonly schemes: readonly SignatureScheme[];
  /** The best deduplication key. */
  readonly deliveryId: readonly Place[];
  readonly eventType: readonly Place[];
  /** The headers that travel in the envelope, in lower case. Never one with a signature or a token. */
  readonly allowedHeaders: readonly string[];
  /** Answered once the webhook is stored. */
  readonly acceptedStatus: 200 | 202 | 204;
  /**
   * Where a secret that we made up is entered at the sender. Absent for those that show one of their own: it has
   * to be stored here.
   */
  readonly takesSecretAt?: string;
  /** The sender reads the answer's body as a message of its own: it must be empty. */
  readonly isAnswerEmpty?: true;
  readonly retries: RetryRules;
  readonly handshakes?: readonly Handshake[];
  /** What an operator must know; shown in `docs/senders.md`. */
  readonly notes?: readonly string[];
}
