import { join } from 'node:path';
import type { SpillwayConfig } from '../service/webhook/configuration.ts';
import { CommandError } from './command-error.ts';

/** What a stage does with webhooks, as this checkout says. */
export type StageRoutes = Pick<SpillwayConfig, 'sources' | 'events' | 'routes' | 'destinations'>;

/**
 * Reads the configuration when it is first asked for: most dead letters say themselves what became of them.
 *
 * @throws CommandError for a configuration that can't be loaded, saying what to mend
 */
export function createReadRoutes(root: string, config: string | undefined) {
  let routes: Promise<StageRoutes> | undefined;
  return (): Promise<StageRoutes> => {
    routes ??= load(config ?? join(root, 'spillway.config.ts'));
    return routes;
  };
}

async function load(file: string): Promise<StageRoutes> {
  const { loadConfiguration } = await import('../infra/configuration.ts');
  try {
    return (await loadConfiguration(file)).config;
  } catch (cause) {
    throw notLoaded(cause);
  }
}

function notLoaded(cause: unknown): CommandError {
  const message = cause instanceof Error ? cause.message : String(cause);
  const remedy = 'Mend it, or name the configuration of this stage: --config <file>';
  return new CommandError(message, remedy, { cause });
}

/** All that a webhook may be delivered to, by the names that deliveries are remembered by. */
export function receiversOf({ routes, destinations }: StageRoutes): readonly string[] {
  const handlers = routes.flatMap(({ name, handler }) => (handler ? [handlerName(name)] : []));
  return [...Object.keys(destinations), ...handlers];
}

function handlerName(route: string): string {
  return `handler:${encodeURIComponent(route)}`;
}
