/**
 * A question that a sender asks to see that the endpoint is ours. Data only: `answer-handshake.ts` interprets
 * it. No handshake is answered before the check that it names.
 */
export interface Handshake {
  readonly name: string;
  readonly asks: /** A GET with this parameter in its query, whatever its value unless one is given. */
    | { readonly query: string; readonly equals?: string }
    /** A signed POST whose JSON body has this value at this path; the signature is verified first. */
    | {
        readonly json: readonly string[];
        readonly equals: string | number;
        /** It is none where this field holds a value. */
        readonly unless?: readonly string[];
      }
    /** A POST with this header. */
    | { readonly header: string; readonly equals?: string };
  /** A query parameter that must hold the token derived from the source's secret: see `verify-token.ts`. */
  readonly verifyTokenParameter?: string;
  readonly answer: HandshakeAnswer;
}

/** Where the text stands that the caller chose; it may have a token's characters only. */
export type Challenge = { readonly query: string } | { readonly json: readonly string[] };

export type HandshakeAnswer =
  /** The challenge itself, as plain text. */
  | { readonly kind: 'echo'; readonly challenge: Challenge }
  /** The challenge in a JSON field. */
  | { readonly kind: 'echo-json'; readonly challenge: Challenge; readonly field: string }
  /** The header that asked, sent back. */
  | { readonly kind: 'echo-header' }
  /** JSON with the challenge's HMAC-SHA256 under the source's key: a signer, were it not guarded. */
  | {
      readonly kind: 'sign';
      readonly challenge: Challenge;
      readonly encoding: 'hex' | 'base64';
      readonly prefix?: string;
      readonly signatureField: string;
      readonly challengeField?: string;
    }
  | { readonly kind: 'fixed'; readonly status: 200 | 204; readonly json?: object }
  /** None of its own: it is signed, stored and answered like any other webhook. */
  | { readonly kind: 'stored' };

/**
 * What a sender sends, unsigned, to see that the endpoint is there. The answer is always the same, nothing in it is
 * stored, and it needs no secret.
 */
export interface Probe {
  readonly name: string;
  readonly asks: /** Any request by this method. */
    | { readonly method: 'HEAD' }
    /** A POST of a small form with this field. Beside it only these others may stand: a command has to be signed. */
    | { readonly form: string; readonly equals: string; readonly beside: readonly string[] };
}
