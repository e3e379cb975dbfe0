import type { ReadableResource } from '../client/stage/readable-template.ts';

/** A resource of a stage's template. */
export type StageResource = Omit<ReadableResource, 'id'>;

/** @throws if there is none */
export function findResource(
  resources: readonly StageResource[],
  type: string,
  is: (properties: StageResource['properties']) => boolean,
): StageResource['properties'] {
  const found = resources.find((resource) => resource.type === type && is(resource.properties));
  if (found === undefined) throw new Error(`The template has no such ${type}`);
  return found.properties;
}
