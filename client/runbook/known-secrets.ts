import type { StackDescription } from '../stack-file.ts';

/** The secrets that an embedded stack says of itself. */
export function knownSecrets({ sources, events }: StackDescription): readonly string[] {
  const ofSources = Object.values(sources).flatMap(({ secret, privateKey }) => [
    secret,
    privateKey,
  ]);
  const ofClients = events?.clients.map(({ secret }) => secret) ?? [];
  return [...ofSources, ...ofClients].filter((secret) => secret !== undefined);
}
