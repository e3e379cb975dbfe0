import type { JsonPattern, Matcher } from './pattern.ts';
import type { Webhook } from './webhook.ts';

/** A webhook as a `transform` or `handler` gets it: with the body parsed, where it is JSON. */
export type JsonWebhook<Json = unknown> = Webhook & { readonly json: Json };

/** What goes out in place of the body that came in. An object is sent as JSON. */
export interface Transformed {
  readonly body: string | Buffer | object;
  /** Default: `application/json` for an object, else as it came in. */
  readonly contentType?: string;
}

/** Every condition present must hold; an empty match takes all. */
export interface Match<Pattern = JsonPattern> {
  readonly source?: string | readonly string[];
  readonly type?: string | readonly Matcher[];
  /** Names in lower case; only those that travel along, see the sender's row. */
  readonly headers?: Readonly<Record<string, string | readonly Matcher[]>>;
  /** Fields of a JSON body. A body that is no JSON never matches. */
  readonly json?: Pattern;
}

/** Which webhooks go where. A webhook that no route takes is filtered, and counted with the route that dropped it. */
export interface RouteConfig {
  readonly name: string;
  readonly match: Match;
  /** Names of destinations; each has a retry state of its own. */
  readonly to?: readonly string[];
  /**
   * Makes what the destinations of this route get. `undefined` drops the webhook: it is filtered by this route.
   * Pure, please: it runs again at each attempt. Throw `PermanentError` for what can never be transformed; every other
   * error is a failure of our own, which ends after `maxReceiveCount` attempts.
   */
  readonly transform?: (
    webhook: JsonWebhook,
  ) => Transformed | undefined | Promise<Transformed | undefined>;
  /**
   * Code of one's own in a destination's place, with attempts and pauses like a destination's: it runs until it returns
   * once. After the time that a delivery may take (25 s with the defaults) it is given up and `signal` is aborted: what
   * it still does then, it may do twice.
   */
  readonly handler?: (webhook: JsonWebhook, signal: AbortSignal) => void | Promise<void>;
}
