import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { eventsSource, type SpillwayConfig } from '../service/webhook/configuration.ts';
import { destination } from './destination-schema.ts';
import { events } from './events-schema.ts';
import { InputError } from './input-error.ts';
import { route } from './route-schema.ts';
import { source } from './source-schema.ts';

export type { SpillwayConfig };

/** A validated configuration, and the file that it came from. */
export interface LoadedConfiguration {
  readonly config: SpillwayConfig;
  /** Absolute. */
  readonly file: string;
}

// It becomes part of a URL, a secret's name and a metric's dimension.
const name = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{0,63}$/,
    'a name is 1 to 64 characters: lower-case letters, digits and dashes, not first a dash',
  );

const schema = z
  .strictObject({
    sources: z.record(name, source).refine((all) => Object.keys(all).length > 0, {
      error: 'must declare at least one source',
    }),
    events: events.optional(),
    destinations: z.record(name, destination),
    routes: z.array(route),
  })
  .superRefine((config, context) => {
    const sources = Object.keys(config.sources);
    if (config.events) {
      if (sources.includes(eventsSource)) {
        const message = 'is the name of what comes in by POST /events; choose another one';
        context.addIssue({ code: 'custom', path: ['sources', eventsSource], message });
      }
      sources.push(eventsSource);
    }
    const names = config.routes.map(({ name }) => name);
    config.routes.forEach(({ name, match, to }, index) => {
      const at = ['routes', index];
      if (names.indexOf(name) !== index) {
        const message =
          'must not be the name of another route: their handlers would be taken for one';
        context.addIssue({ code: 'custom', path: [...at, 'name'], message });
      }
      to?.forEach((one, place) => {
        refuseUnknown(context, [...at, 'to', place], one, Object.keys(config.destinations));
      });
      for (const one of [match.source ?? []].flat()) {
        refuseUnknown(context, [...at, 'match', 'source'], one, sources);
      }
    });
  });

/**
 * Loads a configuration file (TypeScript or JavaScript, its default export) and validates it.
 *
 * @throws InputError that names the file, each field to mend, and what is allowed there.
 */
export async function loadConfiguration(path: string): Promise<LoadedConfiguration> {
  const file = resolve(path);
  if (!existsSync(file)) throw new InputError(`${path} does not exist: no configuration to read.`);
  return { config: validateConfiguration(await importDefault(file), basename(file)), file };
}

/** @throws InputError as `loadConfiguration` does, naming `file` */
export function validateConfiguration(value: unknown, file: string): SpillwayConfig {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data as unknown as SpillwayConfig;
  const lines = parsed.error.issues.map((issue) => `  ${describeIssue(issue)}`);
  throw new InputError(`${file} is not valid:\n${lines.join('\n')}`);
}

async function importDefault(file: string): Promise<unknown> {
  try {
    return (await import(pathToFileURL(file).href)).default;
  } catch (cause) {
    throw new InputError(`${basename(file)} could not be loaded: ${(cause as Error).message}`, {
      cause,
    });
  }
}

function refuseUnknown(
  context: z.RefinementCtx,
  path: (string | number)[],
  value: string,
  declared: readonly string[],
) {
  if (declared.includes(value)) return;
  const message = `"${value}" is not declared; declared: ${declared.join(', ') || 'none'}`;
  context.addIssue({ code: 'custom', path, message });
}

function describeIssue(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    return `${fieldName([...issue.path, issue.keys[0] ?? ''])}: no such field`;
  }
  if (issue.code === 'invalid_key') {
    return `${fieldName(issue.path)}: ${issue.issues.map(({ message }) => message).join('; ')}`;
  }
  return `${fieldName(issue.path)}: ${issue.message}`;
}

/** `routes[0].to[1]` */
function fieldName(path: readonly PropertyKey[]): string {
  const text = path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('');
  return text.replace(/^\./, '') || 'the default export';
}
