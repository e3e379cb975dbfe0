import type { JsonPattern, Matcher } from './pattern.ts';
import type { Webhook } from './webhook.ts';

/** A webhook as a `transform` or `handler` gets it, with the body parsed if it is JSON. */
export type JsonWebhook<Json = unknown> = Webhook & { readonly json: Json };

/** Replaces the body that came in. An object is sent as JSON. */
export interface Transformed {
  readonly body: string | Buffer | object;
  /** Default: `application/json` for an object, else as it came in. */
  readonly contentType?: string;
}

/** Every given condition must hold. An empty match takes all webhooks. */
export interface Match<Pattern = JsonPattern> {
  readonly source?: string | readonly string[];
  readonly type?: string | readonly Matcher[];
  /** Names are in lower case. Only headers that travel along can match: see the sender's row. */
  readonly headers?: Readonly<Record<string, string | readonly Matcher[]>>;
  /** Fields of a JSON body. A body that is not JSON never matches. */
  readonly json?: Pattern;
}

/**
 * Says which webhooks go where. A webhook that no route takes is filtered, and counted with the route that dropped
 * it.
 */
export interface RouteConfig {
  readonly name: string;
  readonly match: Match;
  /** Names of destinations. Each is retried separately. */
  readonly to?: readonly string[];
  /**
   * Makes the body that this route's destinations get. `undefined` drops the webhook: it is filtered by this route.
   * Keep it pure, because it runs again at each attempt. Throw `PermanentError` for a webhook that can never be
   * transformed. Every other error counts as our own failure, which ends after `maxReceiveCount` attempts.
   */
  readonly transform?: (
    webhook: JsonWebhook,
  ) => Transformed | undefined | Promise<Transformed | undefined>;
  /**
   * The user's own code in place of a destination, with attempts and pauses like a destination's, until it returns
   * once. After the time that a delivery may take (25 s with the defaults) we stop waiting and abort `signal`. Work
   * that it still does after that may be done twice.
   */
  readonly handler?: (webhook: JsonWebhook, signal: AbortSignal) => void | Promise<void>;
}
