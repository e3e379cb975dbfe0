import { isDeepStrictEqual } from 'node:util';
import { eventsSource, type SpillwayConfig } from '../service/webhook/configuration.ts';
import type { Match, RouteConfig } from '../service/webhook/route-config.ts';
import { senderOf } from '../service/webhook/sender-of.ts';

/**
 * What of a valid configuration can never have an effect, one sentence each: a source that no route takes, a route
 * that waits for a header which never gets that far, a route whose destinations all get the same webhooks by an
 * earlier one. Only what is certain: conditions are compared as they are written, and a `transform` may drop anything.
 */
export function findUnreachable(
  config: Pick<SpillwayConfig, 'sources' | 'events' | 'routes'>,
): readonly string[] {
  const { sources, events, routes } = config;
  const names = [...Object.keys(sources), ...(events ? [eventsSource] : [])];
  return [
    ...names
      .filter((name) => !routes.some(({ match }) => isForSource(match, name)))
      .map((name) => `Source ${name}: no route takes it, so all of its webhooks are filtered.`),
    ...routes.flatMap((route) => missingHeaders(route, names, config)),
    ...routes.flatMap((route, index) => shadowed(route, routes.slice(0, index))),
  ];
}

function isForSource({ source }: Match, name: string): boolean {
  return source === undefined || [source].flat().includes(name);
}

/** Only the headers of a sender's row travel on to the routes. */
function missingHeaders(
  { name, match }: RouteConfig,
  sources: readonly string[],
  config: Pick<SpillwayConfig, 'sources'>,
): readonly string[] {
  const travelling = sources
    .filter((source) => isForSource(match, source))
    .flatMap((source) => headersOf(source, config));
  return Object.entries(match.headers ?? {})
    .filter(([header, pattern]) => !travelling.includes(header) && !mayBeAbsent(pattern))
    .map(
      ([header]) =>
        `Route ${name}: never matches, because no sender of its sources hands on the header ${header}. They hand on: ${travelling.join(', ') || 'none'}.`,
    );
}

function headersOf(source: string, { sources }: Pick<SpillwayConfig, 'sources'>) {
  if (source === eventsSource) return ['spillway-client-id'];
  const config = Object.hasOwn(sources, source) ? sources[source] : undefined;
  return config === undefined ? [] : senderOf(config).allowedHeaders;
}

function mayBeAbsent(pattern: NonNullable<Match['headers']>[string]): boolean {
  return [pattern].flat().some((matcher) => isDeepStrictEqual(matcher, { exists: false }));
}

/** If two routes have the same destination, the first one that matches decides what it gets. */
function shadowed(
  { name, match, to = [], handler }: RouteConfig,
  earlier: readonly RouteConfig[],
): readonly string[] {
  if (handler !== undefined) return [];
  const shadows = to.map((destination) =>
    earlier.find(
      (one) =>
        one.transform === undefined && one.to?.includes(destination) && covers(one.match, match),
    ),
  );
  const [first] = shadows;
  if (first === undefined || shadows.includes(undefined)) return [];
  const names = [...new Set(shadows.map((one) => one?.name))].join(', ');
  return [
    `Route ${name}: has no effect, because ${to.join(', ')} get every webhook that it takes by an earlier route: ${names}.`,
  ];
}

/** Whether the wide match surely takes all that the narrow one takes. */
function covers(wide: Match, narrow: Match): boolean {
  return (
    isWithin(wide.source, narrow.source) &&
    isWithin(wide.type, narrow.type) &&
    isWithin(wide.json, narrow.json) &&
    Object.entries(wide.headers ?? {}).every(([name, pattern]) =>
      isWithin(pattern, narrow.headers?.[name]),
    )
  );
}

function isWithin(wide: unknown, narrow: unknown): boolean {
  if (wide === undefined || isDeepStrictEqual(wide, narrow)) return true;
  if (narrow === undefined) return false;
  const choices = [wide].flat();
  return [narrow].flat().every((one) => choices.some((choice) => isDeepStrictEqual(choice, one)));
}
