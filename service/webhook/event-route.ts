import type { EventPayloadMap as GithubEvents } from '@octokit/webhooks-types';
import type Stripe from 'stripe';
import type { Matcher, ValuePattern } from './pattern.ts';
import type { JsonWebhook, Match, RouteConfig, Transformed } from './route-config.ts';

type StripeEvents = { readonly [E in Stripe.Event as E['type']]: E };

/** Event type → payload, for senders whose events have types. */
interface EventsOf {
  readonly github: GithubEvents;
  readonly stripe: StripeEvents;
}

/** Fields that the payload has, at any depth. */
type PatternOf<Json> = Json extends readonly (infer Element)[]
  ? PatternOf<Element>
  : Json extends object
    ? { readonly [Field in FieldOf<Json>]?: PatternOf<ValueOf<Json, Field>> | readonly Matcher[] }
    : ValuePattern;

// For a union of payloads: every field that one of them has.
type FieldOf<Json> = Json extends unknown ? keyof Json & string : never;
type ValueOf<Json, Field> = Json extends unknown
  ? Field extends keyof Json
    ? NonNullable<Json[Field]>
    : never
  : never;

export interface EventRoute<Json, To extends string = string>
  extends Omit<RouteConfig, 'match' | 'to' | 'transform' | 'handler'> {
  readonly match?: Omit<Match<PatternOf<Json>>, 'type'>;
  readonly to?: readonly To[];
  readonly transform?: (
    webhook: JsonWebhook<Json>,
  ) => Transformed | undefined | Promise<Transformed | undefined>;
  readonly handler?: (webhook: JsonWebhook<Json>, signal: AbortSignal) => void | Promise<void>;
}

/**
 * Makes a route for some types of a sender's events. The fields of its match, and the webhook that its transform
 * and handler get, are typed as the sender documents them.
 *
 * @param sender used only for the types: `match.source` says which sources the route is for
 */
export function eventRoute<
  Sender extends keyof EventsOf,
  const Type extends keyof EventsOf[Sender] & string,
>(
  _sender: Sender,
  types: readonly Type[],
  { match, ...route }: EventRoute<EventsOf[Sender][Type]>,
): RouteConfig {
  // The narrower types are safe, because the route gets only webhooks of these types.
  return { ...route, match: { ...match, type: types } } as unknown as RouteConfig;
}
