import { join } from 'node:path';
import { CommandError } from '../command-error.ts';

export interface DestinationLookup {
  readonly toDestination?: readonly string[];
  /** Of `--config`. */
  readonly config?: string;
}

/** A misspelt destination would have every webhook filtered. @throws CommandError that names those there are */
export async function checkDestinations(
  { toDestination = [], config }: DestinationLookup,
  root: string,
): Promise<void> {
  if (toDestination.length === 0) return;
  const known = await readDestinations(config ?? join(root, 'spillway.config.ts'));
  const unknown = toDestination.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new CommandError(
    `No destination is named ${unknown}.`,
    `There are: ${known.join(', ')}. If this stage has another configuration, name it: --config <file>`,
  );
}

/** A route's own code counts as one. */
async function readDestinations(file: string): Promise<readonly string[]> {
  const { loadConfiguration } = await import('../../infra/configuration.ts');
  try {
    const { config } = await loadConfiguration(file);
    const handlers = config.routes.filter(({ handler }) => handler !== undefined);
    return [
      ...Object.keys(config.destinations),
      ...handlers.map(({ name }) => `handler:${encodeURIComponent(name)}`),
    ];
  } catch (cause) {
    throw notLoaded(cause);
  }
}

function notLoaded(cause: unknown): CommandError {
  const message = cause instanceof Error ? cause.message : String(cause);
  const remedy = 'Mend it, or name the configuration of this stage: --config <file>';
  return new CommandError(message, remedy, { cause });
}
