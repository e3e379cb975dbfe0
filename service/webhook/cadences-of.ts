import type { Cadence, ExpectEvery } from './cadence.ts';
import { eventsSource, type SpillwayConfig } from './configuration.ts';
import { readCadence } from './read-cadence.ts';
import { senderOf } from './sender-of.ts';

/**
 * What is expected of each source from which something is: what it declares, or what its sender promises.
 *
 * @param config a valid one
 */
export function cadencesOf({
  sources,
  events,
}: Pick<SpillwayConfig, 'sources' | 'events'>): Readonly<Record<string, Cadence>> {
  const all: readonly (readonly [string, ExpectEvery | undefined])[] = [
    ...Object.entries(sources).map(
      ([name, source]) => [name, source.expectEvery ?? senderOf(source).sendsEvery] as const,
    ),
    [eventsSource, events?.expectEvery],
  ];
  return Object.fromEntries(
    all.flatMap(([name, value]) => (value ? [[name, checked(name, value)]] : [])),
  );
}

function checked(name: string, value: Exclude<ExpectEvery, false>): Cadence {
  const cadence = readCadence(value);
  if ('problem' in cadence) throw new Error(`expectEvery of ${name} ${cadence.problem}`);
  return cadence;
}
