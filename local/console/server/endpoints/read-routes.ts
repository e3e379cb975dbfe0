import { eventsSource } from '../../../../service/webhook/configuration.ts';
import type { RouteConfig } from '../../../../service/webhook/route-config.ts';
import { senderOf } from '../../../../service/webhook/sender-of.ts';
import type { Endpoint } from '../endpoint.ts';

/** Where webhooks come from, which route takes which, and where they go. */
export interface RoutePicture {
  readonly sources: readonly { readonly name: string; readonly title: string }[];
  readonly routes: readonly DrawnRoute[];
  readonly destinations: readonly { readonly name: string; readonly type: string }[];
}

export interface DrawnRoute {
  readonly name: string;
  /** Names of sources; absent where it takes those of all. */
  readonly sources?: readonly string[];
  /** What else has to hold, as the configuration says it. */
  readonly conditions: readonly string[];
  readonly to: readonly string[];
  readonly hasHandler: boolean;
  readonly hasTransform: boolean;
}

/** The configuration of this checkout. */
export const readRoutes: Endpoint = {
  method: 'GET',
  path: '/api/routes',
  async answer(_, { readRoutes: read }): Promise<RoutePicture> {
    const { sources, events, routes, destinations } = await read();
    const named = Object.entries(sources).map(([name, source]) => ({
      ...{ name, title: senderOf(source).title },
    }));
    return {
      sources: [...named, ...(events ? [{ name: eventsSource, title: 'your services' }] : [])],
      routes: routes.map(drawn),
      destinations: Object.entries(destinations).map(([name, { type }]) => ({ name, type })),
    };
  },
};

function drawn({ name, match, to = [], handler, transform }: RouteConfig): DrawnRoute {
  const { source, ...others } = match;
  const given = Object.entries(others).filter(([, pattern]) => pattern !== undefined);
  return {
    ...{ name, to, hasHandler: handler !== undefined, hasTransform: transform !== undefined },
    ...(source === undefined ? {} : { sources: [source].flat() }),
    conditions: given.map(([part, pattern]) => `${part} ${JSON.stringify(pattern)}`),
  };
}
