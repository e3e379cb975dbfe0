import type { SpillwayConfig } from '../../service/webhook/configuration.ts';

/** One configuration of several, so that all of them are synthesized at once: each name gets the number of its own. */
export function joinConfigurations(configs: readonly SpillwayConfig[]): SpillwayConfig {
  const renamed = configs.map((config, index) => rename(config, `n${index}-`));
  const [events] = renamed.flatMap((config) => config.events ?? []);
  return {
    sources: Object.assign({}, ...renamed.map(({ sources }) => sources)),
    ...(events === undefined ? {} : { events }),
    destinations: Object.assign({}, ...renamed.map(({ destinations }) => destinations)),
    routes: renamed.flatMap(({ routes }) => routes),
  };
}

function rename(config: SpillwayConfig, prefix: string): SpillwayConfig {
  const { sources, destinations, routes } = config;
  const own = (name: string) => (Object.hasOwn(sources, name) ? prefix + name : name);
  return {
    ...config,
    sources: withPrefix(sources, prefix),
    destinations: withPrefix(destinations, prefix),
    routes: routes.map(({ name, match, to, ...route }) => ({
      ...route,
      name: prefix + name,
      match:
        match.source === undefined ? match : { ...match, source: [match.source].flat().map(own) },
      ...(to === undefined ? {} : { to: to.map((each) => prefix + each) }),
    })),
  };
}

function withPrefix<Value>(record: Readonly<Record<string, Value>>, prefix: string) {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]): [string, Value] => [prefix + name, value]),
  );
}
