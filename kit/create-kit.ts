import { validateConfiguration } from '../infra/configuration.ts';
import { once } from '../service/aws/once.ts';
import type { Leg } from '../service/processing/deliver-to.ts';
import { createRouteWebhook, type FilterReason } from '../service/processing/route-webhook.ts';
import { withJson } from '../service/processing/with-json.ts';
import type { SpillwayConfig } from '../service/webhook/configuration.ts';
import { decodeBody } from '../service/webhook/envelope.ts';
import type { GivenWebhook } from './given-webhook.ts';
import {
  destinationKey,
  keepingDestinations,
  keepingRoutes,
  longestSeconds,
  type Sent,
} from './outgoing.ts';
import { receive } from './receive.ts';
import type { Outgoing, RoutedWebhook } from './routed-webhook.ts';

/**
 * Takes a webhook through a configuration by the code that is deployed: verify → identify → match → transform →
 * build what each destination gets. It needs no network and no AWS.
 *
 * @throws Error for a webhook that would be refused, and what a `transform` or a `message` throws
 */
export type RouteGiven = (given: GivenWebhook) => Promise<RoutedWebhook>;

/** @param file names the configuration in errors about it */
export function createKit(unchecked: SpillwayConfig, file: string): RouteGiven {
  const valid = once(async () => validateConfiguration(unchecked, file));
  return async (given) => {
    const config = await valid();
    const { deliveryId, source, type, receivedAt, contentType, headers, ...stored } = await receive(
      config,
      given,
    );
    const body = decodeBody(stored);
    const delivery = { deliveryId, source, type, receivedAt, contentType, headers, body };
    const kept: Sent[] = [];
    const keep = (sent: Sent) => void kept.push(sent);
    const routeWebhook = createRouteWebhook(keepingRoutes(config, keep), {
      destinations: keepingDestinations(config, () => Date.parse(receivedAt), keep),
      codeLimitSeconds: longestSeconds,
    });
    const routed = await routeWebhook(delivery, given.to);
    const legs = routed.kind === 'routed' ? routed.legs : [];
    const reasons = routed.kind === 'routed' ? routed.reasons() : routed.reasons;
    const requests = await requestsOf(legs, kept);
    return { webhook: withJson(delivery), ...summarize(config, requests, reasons) };
  };
}

/** One after the other, so that what was kept last is this leg's. */
async function requestsOf(legs: readonly Leg[], kept: readonly Sent[]): Promise<Outgoing[]> {
  const requests: Outgoing[] = [];
  for (const { route, destination, deliver, delivery } of legs) {
    await deliver(delivery);
    requests.push({ destination, route, ...kept.at(-1) } as Outgoing);
  }
  return requests;
}

function summarize(
  { routes }: SpillwayConfig,
  requests: readonly Outgoing[],
  filterReasons: readonly FilterReason[],
): Omit<RoutedWebhook, 'webhook'> {
  const reasons = Object.fromEntries(filterReasons.map(({ route, why }) => [route, why]));
  return {
    routes: routes.map(({ name }) => name).filter((name) => !Object.hasOwn(reasons, name)),
    destinations: requests.map(({ destination }) => destination),
    requests,
    isFiltered: requests.length === 0,
    reasons,
    destinationKey,
    requestTo: (destination) => {
      const request = requests.find((each) => each.destination === destination);
      if (request !== undefined) return request;
      throw new Error(nothingFor(destination, routes, reasons));
    },
  };
}

function nothingFor(
  destination: string,
  routes: SpillwayConfig['routes'],
  reasons: RoutedWebhook['reasons'],
): string {
  const leading = routes.filter(({ name, to = [] }) =>
    [...to, `handler:${encodeURIComponent(name)}`].includes(destination),
  );
  const lines = leading.map(({ name }) => `route ${name}: ${reasons[name] ?? 'took it'}`);
  return `Nothing goes to ${destination}. ${lines.join('; ') || 'No route leads there.'}`;
}
