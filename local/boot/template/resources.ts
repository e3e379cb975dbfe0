import type { z } from 'zod';
import type { Template } from './read-template.ts';
import { type Resolver, TemplateError } from './resolver.ts';
import { watchReads } from './watch-reads.ts';

/** A resource of the template, its references resolved. */
export interface Resource {
  readonly logicalId: string;
  readonly type: string;
  /** What `Ref` gives. */
  readonly ref: string;
  readonly properties: unknown;
}

export interface Resources {
  ofType(type: string): readonly Resource[];
  /** How many there are of each type. */
  countByType(): ReadonlyMap<string, number>;
}

/**
 * The template's resources, each resolved when it is first asked for.
 *
 * @param onRead told of each property that somebody reads
 */
export function createResources(
  template: Template,
  resolver: Resolver,
  onRead?: (type: string, path: string) => void,
): Resources {
  const watched = (type: string, properties: unknown) =>
    onRead === undefined ? properties : watchReads(properties, (path) => onRead(type, path));
  const entries = Object.entries(template.Resources);
  return {
    ofType: (wanted) =>
      entries
        .filter(([, { Type }]) => Type === wanted)
        .map(([logicalId, { Type, Properties, Condition }]) => {
          if (Condition !== undefined) {
            throw new TemplateError(
              `The embedded stack does not support the Condition of ${logicalId}.`,
            );
          }
          return {
            logicalId,
            type: Type,
            ref: resolver.reference(logicalId),
            properties: watched(Type, resolver.resolve(Properties)),
          };
        }),
    countByType: () => {
      const counts = new Map<string, number>();
      for (const [, { Type }] of entries) counts.set(Type, (counts.get(Type) ?? 0) + 1);
      return counts;
    },
  };
}

/** @throws TemplateError that names the resource and the properties that are not as expected */
export function readProperties<T extends z.ZodType>(schema: T, resource: Resource): z.output<T> {
  const parsed = schema.safeParse(resource.properties);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new TemplateError(
    `The embedded stack can't run ${resource.type} (${resource.logicalId}): ${wrong.join('; ')}.`,
  );
}
