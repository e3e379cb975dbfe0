import { compileMatch } from '../../service/processing/compile-match.ts';
import { withJson } from '../../service/processing/with-json.ts';
import type { RouteConfig } from '../../service/webhook/route-config.ts';
import type { Webhook } from '../../service/webhook/webhook.ts';
import type { StageRoutes } from '../stage/configuration.ts';

/** Where a webhook goes by a configuration. Transforms are not run: they may drop it all the same. */
export interface Prediction {
  /** Destination → the first route that sends it there. */
  readonly routes: ReadonlyMap<string, string>;
  /** Why each route did not take it; none where one did. */
  readonly reasons: readonly { readonly route: string; readonly why: string }[];
}

/** A route, and why it does not take a webhook; `undefined` where it does. */
export interface ExplainedRoute {
  readonly config: RouteConfig;
  readonly why: string | undefined;
}

/** All routes in their order. */
export function explainRoutes(
  { routes }: Pick<StageRoutes, 'routes'>,
  delivery: Webhook,
): readonly ExplainedRoute[] {
  const webhook = withJson(delivery);
  return routes.map((config) => ({ config, why: compileMatch(config.match).explain(webhook) }));
}

export function predictRoutes(stage: Pick<StageRoutes, 'routes'>, delivery: Webhook): Prediction {
  const explained = explainRoutes(stage, delivery);
  const taking = explained.filter(({ why }) => why === undefined);
  const goals = taking.flatMap(({ config: { name, to = [], handler } }) =>
    [...to, ...(handler ? [`handler:${encodeURIComponent(name)}`] : [])].map(
      (destination) => [destination, name] as const,
    ),
  );
  return {
    // Of two with the same destination the first one stays.
    routes: new Map(goals.reverse()),
    reasons:
      taking.length > 0
        ? []
        : explained.map(({ config, why = '' }) => ({ route: config.name, why })),
  };
}
