import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';

/**
 * Makes the folder of one run's report: `<time>-<scenario>` in `reports/` where it is run. Another run that began in the same
 * second has its own: `<time>-<scenario>-2`.
 *
 * @param file the scenario's, or its name
 */
export function createFolder(file: string, startedAt: Date, reports = 'reports'): string {
  const time = startedAt.toISOString().slice(0, 19).replaceAll(':', '-');
  const name = `${time}-${basename(file).replace(/\.ya?ml$/, '')}`;
  mkdirSync(reports, { recursive: true });
  for (let count = 1; ; count++) {
    const folder = join(reports, count === 1 ? name : `${name}-${count}`);
    if (isMade(folder)) return folder;
  }
}

/** @returns false where it is there already */
function isMade(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if (Object(error).code === 'EEXIST') return false;
    throw error;
  }
}
