/**
 * A question by which a sender checks that the endpoint is ours. Data only: `answer-handshake.ts` interprets it. A
 * handshake is answered only after the check that it names.
 */
export interface Handshake {
  readonly name: string;
  readonly asks: /** A GET with this parameter in its query, whatever its value unless one is given. */
    | { readonly query: string; readonly equals?: string }
    /** A signed POST whose JSON body has this value at this path. The signature is verified first. */
    | {
        readonly json: readonly string[];
        readonly equals: string | number;
        /** The request is no handshake if this field holds a value. */
        readonly unless?: readonly string[];
      }
    /** A POST with this header. */
    | { readonly header: string; readonly equals?: string };
  /** A query parameter that must hold the token derived from the source's secret: see `verify-token.ts`. */
  readonly verifyTokenParameter?: string;
  readonly answer: HandshakeAnswer;
}

/** Where the text that the caller chose is. It may only have a token's characters. */
export type Challenge = { readonly query: string } | { readonly json: readonly string[] };

export type HandshakeAnswer =
  /** The challenge itself, as plain text. */
  | { readonly kind: 'echo'; readonly challenge: Challenge }
  /** The challenge in a JSON field. */
  | { readonly kind: 'echo-json'; readonly challenge: Challenge; readonly field: string }
  /** The header that asked, sent back. */
  | { readonly kind: 'echo-header' }
  /** JSON with the challenge's HMAC-SHA256 under the source's key. Unguarded, this would sign anything for anyone. */
  | {
      readonly kind: 'sign';
      readonly challenge: Challenge;
      readonly encoding: 'hex' | 'base64';
      readonly prefix?: string;
      readonly signatureField: string;
      readonly challengeField?: string;
    }
  | { readonly kind: 'fixed'; readonly status: 200 | 204; readonly json?: object }
  /** No answer of its own: the request is signed, stored and answered like any other webhook. */
  | { readonly kind: 'stored' };

/**
 * An unsigned request by which a sender checks that the endpoint exists. The answer is always the same, nothing is
 * stored, and no secret is needed.
 */
export interface Probe {
  readonly name: string;
  readonly asks: /** Any request by this method. */
    | { readonly method: 'HEAD' }
    /**
     * A POST of a small form with this field. Only the fields in `beside` may accompany it, because a command has
     * to be signed.
     */
    | { readonly form: string; readonly equals: string; readonly beside: readonly string[] };
}
