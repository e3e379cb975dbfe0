import { PermanentError } from '../errors.ts';
import { handlerName } from '../webhook/handler-name.ts';
import type { JsonWebhook, RouteConfig, Transformed } from '../webhook/route-config.ts';
import { type CompiledMatch, compileMatch } from './compile-match.ts';
import type { Leg } from './deliver-to.ts';
import type { Delivery, Destination } from './delivery.ts';
import { handlerOf } from './route-handler.ts';
import { toJson, unserializable } from './serialize.ts';
import { withJson } from './with-json.ts';
import { within } from './within.ts';

export type Routed =
  | {
      readonly kind: 'routed';
      readonly legs: readonly Leg[];
      /** Of the routes that did not take it. They are found only when this is called. */
      readonly reasons: () => readonly FilterReason[];
    }
  | Filtered;

/** No route took the webhook. */
export interface Filtered {
  readonly kind: 'filtered';
  /** The first route for its source, or `none`. */
  readonly route: string;
  /** One for each route, those for its source first. Holds nothing of the webhook's body and headers. */
  readonly reasons: readonly FilterReason[];
}

/** Why one route did not take a webhook: the first condition that failed, in the words of the configuration. */
export interface FilterReason {
  readonly route: string;
  readonly why: string;
}

/** @param to the only destinations that are left; all of them if absent */
export type RouteWebhook = (
  webhook: Delivery,
  to: readonly string[] | undefined,
) => Promise<Routed>;

export interface RoutePorts {
  readonly destinations: Readonly<Record<string, Destination>>;
  /** The longest that a `transform` or a `handler` may take. */
  readonly codeLimitSeconds: number;
}

interface Route extends CompiledMatch {
  readonly config: RouteConfig;
}

/**
 * The destinations and handlers of all matching routes, each once. If two routes have the same destination, the
 * first one that matches decides what it gets. If nothing matches, the webhook is filtered, by the first route for
 * its source, or by `none`.
 */
export function createRouteWebhook(
  configs: readonly RouteConfig[],
  ports: RoutePorts,
): RouteWebhook {
  const routes = configs.map((config) => ({ config, ...compileMatch(config.match) }));
  return async (delivery, to) => {
    const webhook = withJson(delivery);
    const forSource = routes.filter(({ isForSource }) => isForSource(webhook.source));
    const taken = await Promise.all(forSource.map((route) => legsOf(route, webhook, ports)));
    const legs = firstOfEach(taken.flat()).filter(({ destination }) => isLeft(destination, to));
    const reasons = () => [
      ...forSource.flatMap((route, index) => reasonOf(route, webhook, taken[index] ?? [], to)),
      ...routes.flatMap((one) => (forSource.includes(one) ? [] : reasonOf(one, webhook, [], to))),
    ];
    if (legs.length > 0) return { kind: 'routed', legs, reasons };
    const dropping = taken.findIndex((some) => some.length === 0);
    const route = forSource[dropping]?.config.name ?? 'none';
    return { kind: 'filtered', route, reasons: reasons() };
  };
}

function firstOfEach(legs: readonly Leg[]): readonly Leg[] {
  // A map keeps the last of several with the same key.
  return [...new Map(legs.toReversed().map((leg) => [leg.destination, leg])).values()].reverse();
}

function isLeft(destination: string, to: readonly string[] | undefined): boolean {
  return to === undefined || to.includes(destination);
}

/**
 * @param legs what the route would deliver, if all of its destinations were left
 * @returns nothing if the route took the webhook
 */
function reasonOf(
  { config, explain }: Route,
  webhook: JsonWebhook,
  legs: readonly Leg[],
  to: readonly string[] | undefined,
): readonly FilterReason[] {
  const route = config.name;
  if (legs.length === 0)
    return [{ route, why: explain(webhook) ?? 'transform returned undefined' }];
  const names = legs.map(({ destination }) => destination);
  if (names.some((name) => isLeft(name, to))) return [];
  return [{ route, why: `to: none of ${names.join(', ')} is left to deliver to` }];
}

/** Returns no legs if the route does not match or its transform drops the webhook. */
async function legsOf(
  { config, isForRest }: Route,
  webhook: JsonWebhook,
  { destinations, codeLimitSeconds }: RoutePorts,
): Promise<readonly Leg[]> {
  if (!isForRest(webhook)) return [];
  const { name, to = [], handler } = config;
  const prepared = await prepare(config, webhook, codeLimitSeconds);
  if (prepared === undefined) return [];
  const leg = (destination: string, { deliver, limitSeconds, isMeasured }: Destination): Leg => ({
    route: name,
    destination,
    delivery: webhook,
    limitSeconds,
    isMeasured: isMeasured === true && 'delivery' in prepared,
    deliver: async () => deliver(result(prepared)),
  });
  const legs = to.map((destination) => leg(destination, named(destinations, destination)));
  if (handler === undefined) return legs;
  const handling = handlerOf(name, handler, codeLimitSeconds);
  return [...legs, leg(handlerName(name), handling)];
}

/** A transform's error is thrown at delivery, so that only this route's destinations fail. */
type Prepared = { readonly delivery: Delivery } | { readonly thrown: unknown };

async function prepare(
  { name, transform }: RouteConfig,
  webhook: JsonWebhook,
  limitSeconds: number,
): Promise<Prepared | undefined> {
  try {
    const transformed =
      transform === undefined
        ? webhook
        : await within(limitSeconds, `The transform of route ${name}`, () => transform(webhook));
    if (transformed === undefined) return undefined;
    return { delivery: transformed === webhook ? webhook : apply(transformed, webhook) };
  } catch (thrown) {
    return { thrown: ofOurOwn(thrown) };
  }
}

/** Replaces a transform's `refused`: only a destination can refuse, and a transform must not move its circuit. */
function ofOurOwn(thrown: unknown): unknown {
  if (!(thrown instanceof PermanentError) || thrown.reason !== 'refused') return thrown;
  return new PermanentError(thrown.message, { cause: thrown });
}

function result(prepared: Prepared): Delivery {
  if ('thrown' in prepared) throw prepared.thrown;
  return prepared.delivery;
}

function apply(transformed: Transformed, webhook: JsonWebhook): Delivery {
  const { body, contentType }: Partial<Transformed> = Object(transformed);
  if (contentType !== undefined && typeof contentType !== 'string') {
    throw unserializable('The content type that a transform gave is not a text');
  }
  const bytes = bytesOf(body);
  return {
    ...webhook,
    body: bytes ?? Buffer.from(toJson('What a transform made', body)),
    contentType: contentType ?? (bytes ? webhook.contentType : 'application/json'),
  };
}

/** A copy of what is sent as it is: a text, or whatever holds bytes. */
function bytesOf(body: unknown): Buffer | undefined {
  if (typeof body === 'string') return Buffer.from(body);
  if (body instanceof ArrayBuffer) return Buffer.from(new Uint8Array(body));
  if (!ArrayBuffer.isView(body)) return undefined;
  return Buffer.from(new Uint8Array(body.buffer, body.byteOffset, body.byteLength));
}

/** Throws only when used, so that the webhook's legs to other destinations go on. */
function named(destinations: RoutePorts['destinations'], name: string): Destination {
  const missing = async () => {
    throw new Error(`No destination is named ${name}`);
  };
  return Object.hasOwn(destinations, name)
    ? (destinations[name] as Destination)
    : { deliver: missing, limitSeconds: 0 };
}
