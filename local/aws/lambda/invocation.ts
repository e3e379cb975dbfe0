import type { RuntimeError } from './messages.ts';

export interface InvocationRequest {
  /** JSON text. */
  readonly payload: string;
  /** `X-Amzn-Trace-Id` of the caller: `Root=…;Parent=…;Sampled=…`. */
  readonly traceHeader?: string;
  /** Those of the messages in the payload. */
  readonly messageTraceHeaders?: readonly (string | undefined)[];
  /** Such as `live`: the qualifier of the ARN that was called. */
  readonly alias?: string;
  readonly requestId?: string;
  /** Whether nobody waits for its outcome any more. What has not begun by then never begins. */
  readonly isAbandoned?: () => boolean;
}

export type InvocationOutcome =
  | { readonly kind: 'success'; readonly payload: string }
  /** The function was run, and threw, ended or took too long. */
  | { readonly kind: 'error' | 'timeout' | 'crash'; readonly error: RuntimeError }
  /** The Lambda API refused to run it. */
  | { readonly kind: 'throttled' }
  | { readonly kind: 'denied' }
  | { readonly kind: 'request-too-large' };

/** Calls a function. The API and the event source mapping know no more about Lambda than this. */
export type InvokeFunction = (request: InvocationRequest) => Promise<InvocationOutcome>;
