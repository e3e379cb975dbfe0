import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Makes the folder of one run's report: `reports/<time>-<scenario>` where it is run. @param file the scenario's */
export function createFolder(file: string, startedAt: Date): string {
  const time = startedAt.toISOString().slice(0, 19).replaceAll(':', '-');
  const folder = join('reports', `${time}-${basename(file).replace(/\.ya?ml$/, '')}`);
  mkdirSync(folder, { recursive: true });
  return folder;
}
