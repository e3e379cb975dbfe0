import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { z } from 'zod';
import {
  eventsSource,
  type SourceConfig,
  type SpillwayConfig,
} from '../service/webhook/configuration.ts';
import { describeIssue, explainIssue } from './describe-issue.ts';
import { destination } from './destination-schema.ts';
import { didYouMean } from './did-you-mean.ts';
import { events } from './events-schema.ts';
import { headersOfEvents, headersThatTravel } from './headers-that-travel.ts';
import { InputError } from './input-error.ts';
import { loadModule } from './load-module.ts';
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
    sources: z
      .record(name, source)
      .refine((all) => Object.keys(all).length > 0, { error: 'must declare at least one source' })
      .meta({ example: "{ github: { sender: 'github' } }" }),
    events: events.optional(),
    destinations: z
      .record(name, destination)
      .meta({ example: "{ app: { type: 'http', url: 'https://app.example.com/webhooks' } }" }),
    routes: z.array(route).meta({ example: "[{ name: 'everything', match: {}, to: ['app'] }]" }),
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
      const named = match.source === undefined ? sources : [match.source].flat();
      for (const one of named) refuseUnknown(context, [...at, 'match', 'source'], one, sources);
      refuseHeaders(context, [...at, 'match', 'headers'], Object.keys(match.headers ?? {}), {
        names: named,
        travel: named.flatMap((one) => travellersOf(one, config)),
      });
    });
  });

/**
 * Loads a configuration file (TypeScript or JavaScript, its default export) and validates it.
 *
 * @param changedAt as `loadModule` takes it
 * @throws InputError that names the file, each field to mend, and what is allowed there.
 */
export async function loadConfiguration(
  path: string,
  changedAt?: number,
): Promise<LoadedConfiguration> {
  const file = resolve(path);
  if (!existsSync(file)) throw new InputError(`${path} does not exist: no configuration to read.`);
  const name = basename(file);
  const { default: value } = await loadModule(file, name, changedAt);
  return { config: validateConfiguration(value, name), file };
}

/** @throws InputError as `loadConfiguration` does, naming `file` */
export function validateConfiguration(value: unknown, file: string): SpillwayConfig {
  if (value === undefined) {
    throw new InputError(
      `${file} has no default export: write export default defineConfig({ … }).`,
    );
  }
  const parsed = schema.safeParse(value, { error: explainIssue, reportInput: true });
  if (parsed.success) return parsed.data as unknown as SpillwayConfig;
  const lines = parsed.error.issues.flatMap(describeIssue).map((line) => `  ${line}`);
  throw new InputError(`${file} is not valid:\n${lines.join('\n')}`);
}

function travellersOf(source: string, { sources }: Pick<z.output<typeof schema>, 'sources'>) {
  if (source === eventsSource) return headersOfEvents;
  const config = Object.hasOwn(sources, source) ? sources[source] : undefined;
  // The shape was checked above. zod's own type differs in which fields may be undefined.
  return config === undefined ? [] : headersThatTravel(config as SourceConfig);
}

/** A condition on a header that stays behind at ingestion would never hold, and nobody would see why. */
function refuseHeaders(
  context: z.RefinementCtx,
  path: (string | number)[],
  headers: readonly string[],
  { names, travel }: { readonly names: readonly string[]; readonly travel: readonly string[] },
) {
  for (const header of headers) {
    if (travel.includes(header)) continue;
    const those = [...new Set(travel)].join(', ') || 'none';
    const message = `never reaches a route. Of ${names.join(', ')} these headers do: ${those}`;
    context.addIssue({ code: 'custom', path: [...path, header], message });
  }
}

function refuseUnknown(
  context: z.RefinementCtx,
  path: (string | number)[],
  value: string,
  declared: readonly string[],
) {
  if (declared.includes(value)) return;
  const guess = didYouMean(`"${value}" is not declared`, value, declared);
  const message = `${guess} Declared: ${declared.join(', ') || 'none'}`;
  context.addIssue({ code: 'custom', path, message });
}
