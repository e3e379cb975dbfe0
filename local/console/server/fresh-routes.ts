import { statSync } from 'node:fs';
import { join } from 'node:path';
import { createReadRoutes, type StageRoutes } from '../../../client/stage/configuration.ts';

interface Read {
  readonly file: string;
  /** Milliseconds since 1970; 0 where there is no such file. */
  readonly changedAt: number;
  readonly routes: Promise<StageRoutes>;
}

/**
 * Reads the configuration once, and again when its file was edited. What it imports is as it was when the console started:
 * Node.js keeps a module for as long as it runs.
 *
 * @param fileOf of the stage as it is now; the project's own where absent
 */
export function createFreshRoutes(
  root: string,
  fileOf: () => string | undefined,
): () => Promise<StageRoutes> {
  let last: Read | undefined;
  return () => {
    const file = fileOf() ?? join(root, 'spillway.config.ts');
    const changedAt = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (last?.file !== file || last.changedAt !== changedAt) {
      last = { file, changedAt, routes: createReadRoutes(root, file, changedAt)() };
    }
    return last.routes;
  };
}
