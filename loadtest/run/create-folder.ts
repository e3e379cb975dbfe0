import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';

/**
 * Makes the folder of one run's report: `<time>-<scenario>` in `reports/` where it is run.
 *
 * @param file the scenario's, or its name
 */
export function createFolder(file: string, startedAt: Date, reports = 'reports'): string {
  const time = startedAt.toISOString().slice(0, 19).replaceAll(':', '-');
  const folder = join(reports, `${time}-${basename(file).replace(/\.ya?ml$/, '')}`);
  mkdirSync(folder, { recursive: true });
  return folder;
}
