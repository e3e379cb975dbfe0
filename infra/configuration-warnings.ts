import { mostWatchedAlone } from '../dashboards/alarms/catalogue.ts';
import { eventsSource } from '../service/webhook/configuration.ts';
import { type KnownEventTypes, knownEventTypes } from '../service/webhook/known-event-types.ts';
import { nearestName } from '../service/webhook/nearest-name.ts';
import { compilePattern } from '../service/webhook/pattern.ts';
import type { SpillwayConfig } from './configuration.ts';
import { didYouMean } from './did-you-mean.ts';
import { matcherNames } from './matcher-problems.ts';
import { shown } from './shown.ts';

type Route = SpillwayConfig['routes'][number];

/**
 * What of a valid configuration is most likely a mistake, one line each. It is never refused: senders add event types,
 * and a body may have any field.
 */
export function configurationWarnings(config: SpillwayConfig): readonly string[] {
  return [
    ...config.routes.flatMap((route, index) => [
      ...unknownTypes(route, `routes[${index}].match.type`, config),
      ...unlikelyFields(route.match.json, `routes[${index}].match.json`),
    ]),
    ...unroutedSources(config),
    ...unusedDestinations(config),
    ...watchedTogether(config),
  ];
}

function unknownTypes(
  { match }: Route,
  field: string,
  { sources, events }: SpillwayConfig,
): readonly string[] {
  const named = match.source === undefined ? undefined : [match.source].flat();
  const all = [...Object.keys(sources), ...(events === undefined ? [] : [eventsSource])];
  const senders = new Set((named ?? all).map((name) => sources[name]?.sender ?? eventsSource));
  const known = [...senders].map(knownEventTypes);
  // One of them sends types that only its users know.
  if (known.some((one) => one === undefined)) return [];
  const lists = known.filter((one) => one !== undefined);
  const who = senders.size === 1 ? [...senders].join() : `none of ${[...senders].join(', ')}`;
  return [match.type ?? []]
    .flat()
    .flatMap(textsOf)
    .flatMap((wanted) => {
      if (lists.some((list) => isKnown(wanted, list))) return [];
      const said = `${field}: ${who} is${senders.size === 1 ? ' not' : ''} known to send ${shown(wanted)}`;
      const types = lists.flatMap((list) => list.types);
      return [didYouMean(said, typeof wanted === 'string' ? wanted : undefined, types)];
    });
}

type TypeMatcher = Exclude<NonNullable<Route['match']['type']>, string>[number];

/** What a matcher compares with a type; of a list of unwanted types, each. */
function textsOf(matcher: TypeMatcher): readonly TypeMatcher[] {
  if (typeof matcher === 'string') return [matcher];
  if (typeof matcher !== 'object' || matcher === null) return [];
  if ('anythingBut' in matcher) return matcher.anythingBut.filter((one) => typeof one === 'string');
  return 'prefix' in matcher || 'suffix' in matcher || 'wildcard' in matcher ? [matcher] : [];
}

function isKnown(wanted: TypeMatcher, { types, own }: KnownEventTypes): boolean {
  if (types.some(compilePattern([wanted]))) return true;
  // Nobody can tell what a matcher finds among types that the users name.
  return own !== undefined && (typeof wanted !== 'string' || own.test(wanted));
}

/** `{ ref: { prefx: 'refs/' } }` is a field of the body that has the name of a misspelt matcher. */
function unlikelyFields(pattern: unknown, field: string): readonly string[] {
  if (typeof pattern !== 'object' || pattern === null || Array.isArray(pattern)) return [];
  return Object.entries(pattern).flatMap(([name, value]) => {
    const at = `${field}.${name}`;
    const nearest = isAlone(value)
      ? nearestName(Object.keys(value)[0] ?? '', matcherNames)
      : undefined;
    if (nearest === undefined || Array.isArray(Object.values(Object(value))[0]))
      return unlikelyFields(value, at);
    return [
      `${at}: ${shown(value)} looks for a field of the body called ${Object.keys(Object(value))[0]}; did you mean the matcher [{ ${nearest}: … }]?`,
    ];
  });
}

function isAlone(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 1;
}

function unroutedSources({ sources, events, routes }: SpillwayConfig): readonly string[] {
  const isRouted = (name: string) =>
    routes.some(({ match: { source } }) => source === undefined || [source].flat().includes(name));
  return [
    ...Object.keys(sources).map((name) => [`sources.${name}`, name] as const),
    ...(events === undefined ? [] : ([['events', eventsSource]] as const)),
  ].flatMap(([field, name]) =>
    isRouted(name) ? [] : [`${field}: no route takes its webhooks, so all of them are filtered.`],
  );
}

/** There is no room for more alarms in a stack: what one source or destination does may not show among all others. */
function watchedTogether({ sources, destinations }: SpillwayConfig): readonly string[] {
  return [
    ['sources', Object.keys(sources).length, 'signature-failures'],
    ['destinations', Object.keys(destinations).length, 'destination-failing'],
  ].flatMap(([field, count, alarm]) =>
    Number(count) > mostWatchedAlone
      ? [
          `${field}: one alarm ${alarm} looks at all ${count}, since there are more than ${mostWatchedAlone}.`,
        ]
      : [],
  );
}

function unusedDestinations({ destinations, routes }: SpillwayConfig): readonly string[] {
  return Object.keys(destinations)
    .filter((name) => !routes.some(({ to }) => to?.includes(name)))
    .map((name) => `destinations.${name}: no route leads to it.`);
}
