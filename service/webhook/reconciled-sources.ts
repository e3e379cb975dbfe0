import type { SpillwayConfig } from './configuration.ts';
import type { DeliveryLogConfig } from './delivery-log-config.ts';
import { handlerName } from './handler-name.ts';
import type { Matcher } from './pattern.ts';

/** What the reconciler knows of a source: plain JSON, which `infra/` writes into its bundle. */
export interface ReconciledSource {
  readonly log: DeliveryLogConfig;
  /** All that its webhooks may be delivered to, by the names that deliveries are remembered by. */
  readonly receivers: readonly string[];
  /** Types that a route may take; absent where a route takes every type. */
  readonly types?: readonly Matcher[];
}

/** The sources whose sender's log is read. */
export function reconciledSources({
  sources,
  routes,
}: Pick<SpillwayConfig, 'sources' | 'routes'>): Readonly<Record<string, ReconciledSource>> {
  const logged = Object.entries(sources).flatMap(([source, { deliveryLog: log }]) =>
    log === undefined ? [] : [[source, { log, ...taken(source, routes) }] as const],
  );
  return Object.fromEntries(logged);
}

function taken(source: string, routes: SpillwayConfig['routes']) {
  const forSource = routes.filter(({ match }) => [match.source ?? source].flat().includes(source));
  const receivers = forSource.flatMap(({ name, to = [], handler }) => [
    ...to,
    ...(handler === undefined ? [] : [handlerName(name)]),
  ]);
  const types = forSource.map(({ match }) => match.type);
  return {
    receivers: [...new Set(receivers)],
    ...(types.includes(undefined) ? {} : { types: types.flatMap((type) => type ?? []) }),
  };
}
