import { compilePattern, type Matches } from '../webhook/pattern.ts';
import type { JsonWebhook, Match, RouteConfig, Transformed } from '../webhook/route-config.ts';
import type { Leg } from './deliver-to.ts';
import type { Deliver, Delivery, Destination } from './delivery.ts';
import { withJson } from './with-json.ts';

export type Routed =
  | { readonly kind: 'routed'; readonly legs: readonly Leg[] }
  | { readonly kind: 'filtered'; readonly route: string };

/** @param to the only destinations that are left; all of them when absent */
export type RouteWebhook = (
  webhook: Delivery,
  to: readonly string[] | undefined,
) => Promise<Routed>;

type Destinations = Readonly<Record<string, Pick<Destination, 'deliver'>>>;

interface Route {
  readonly config: RouteConfig;
  readonly isForSource: Matches;
  readonly isForRest: (webhook: JsonWebhook) => boolean;
}

/**
 * The destinations and handlers of all routes that match, each once: of two routes to one destination, the first
 * one that matches decides what it gets. None at all means that the webhook is filtered, by the first route that
 * is for its source, or by `none`.
 */
export function createRouteWebhook(
  configs: readonly RouteConfig[],
  destinations: Destinations,
): RouteWebhook {
  const routes = configs.map(compileRoute);
  return async (delivery, to) => {
    const webhook = withJson(delivery);
    const forSource = routes.filter(({ isForSource }) => isForSource(webhook.source));
    const taken = await Promise.all(forSource.map((route) => legsOf(route, webhook, destinations)));
    const legs = firstOfEach(taken.flat()).filter(({ destination }) => isLeft(destination, to));
    if (legs.length > 0) return { kind: 'routed', legs };
    const dropping = taken.findIndex((some) => some.length === 0);
    return { kind: 'filtered', route: forSource[dropping]?.config.name ?? 'none' };
  };
}

function firstOfEach(legs: readonly Leg[]): readonly Leg[] {
  // A map keeps the last one of those with the same key.
  return [...new Map(legs.toReversed().map((leg) => [leg.destination, leg])).values()].reverse();
}

function isLeft(destination: string, to: readonly string[] | undefined): boolean {
  return to === undefined || to.includes(destination);
}

function compileRoute(config: RouteConfig): Route {
  const { source, type, headers = {}, json }: Match = config.match;
  const any: Matches = () => true;
  const isForType = type === undefined ? any : compilePattern(type);
  const isForJson = json === undefined ? any : compilePattern(json);
  const isForHeaders = compilePattern(headers);
  return {
    config,
    isForSource: source === undefined ? any : compilePattern(source),
    isForRest: (webhook) =>
      isForType(webhook.type) &&
      isForHeaders(webhook.headers) &&
      // Last, since it makes the body be parsed.
      (json === undefined || (webhook.json !== undefined && isForJson(webhook.json))),
  };
}

/** None where the route does not match, or its transform drops the webhook. */
async function legsOf(
  { config, isForRest }: Route,
  webhook: JsonWebhook,
  destinations: Destinations,
): Promise<readonly Leg[]> {
  if (!isForRest(webhook)) return [];
  const { name, to = [], handler } = config;
  const prepared = await prepare(config, webhook);
  if (prepared === undefined) return [];
  const leg = (destination: string, deliver: Deliver): Leg => ({
    destination,
    delivery: webhook,
    deliver: async () => deliver(result(prepared)),
    ...orderOf(prepared, destination),
  });
  const legs = to.map((destination) =>
    leg(destination, (delivery) => named(destinations, destination)(delivery)),
  );
  if (handler === undefined) return legs;
  const handle: Deliver = async (delivery) => handler(withJson(delivery));
  return [...legs, leg(`handler:${encodeURIComponent(name)}`, handle)];
}

/** What went wrong in a function of the route is thrown at delivery: it fails this route's destinations alone. */
type Prepared =
  | { readonly delivery: Delivery; readonly orderKey: string | undefined }
  | { readonly thrown: unknown };

async function prepare(
  { transform, orderBy }: RouteConfig,
  webhook: JsonWebhook,
): Promise<Prepared | undefined> {
  try {
    const transformed = transform === undefined ? webhook : await transform(webhook);
    if (transformed === undefined) return undefined;
    const delivery = transformed === webhook ? webhook : apply(transformed, webhook);
    return { delivery, orderKey: orderBy?.(webhook) };
  } catch (thrown) {
    return { thrown };
  }
}

function result(prepared: Prepared): Delivery {
  if ('thrown' in prepared) throw prepared.thrown;
  return prepared.delivery;
}

/** Each destination has an order of its own: a slow one does not hold up the others. */
function orderOf(prepared: Prepared, destination: string): Pick<Leg, 'orderKey'> {
  const orderKey = 'thrown' in prepared ? undefined : prepared.orderKey;
  return orderKey === undefined ? {} : { orderKey: JSON.stringify([destination, orderKey]) };
}

function apply({ body, contentType }: Transformed, webhook: JsonWebhook): Delivery {
  const isBytes = typeof body === 'string' || Buffer.isBuffer(body);
  return {
    ...webhook,
    body: Buffer.from(isBytes ? body : JSON.stringify(body)),
    contentType: contentType ?? (isBytes ? webhook.contentType : 'application/json'),
  };
}

function named(destinations: Destinations, name: string): Deliver {
  const destination = destinations[name];
  if (!destination) throw new Error(`No destination is named ${name}`);
  return destination.deliver;
}
