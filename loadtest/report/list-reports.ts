import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError } from '../../client/command-error.ts';
import type { Report } from './json.ts';
import { readReport } from './read-report.ts';

export interface ListedReport {
  readonly folder: string;
  /** Absent of one that can't be read. */
  readonly report?: Report;
  /** Why it can't be read. */
  readonly problem?: string;
}

/** The runs whose reports lie in a folder, the latest first. Their folders are named `<time>-<scenario>`. */
export function listReports(root: string): readonly ListedReport[] {
  if (!existsSync(root)) return [];
  const folders = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(root, name))
    .filter((folder) => existsSync(join(folder, 'report.json')));
  return folders
    .map(readListed)
    .toSorted((one, other) => startOf(other).localeCompare(startOf(one)));
}

const startOf = ({ folder, report }: ListedReport) =>
  report?.startedAt ?? /[\dT-]+/.exec(folder.split(/[\\/]/).at(-1) ?? '')?.[0] ?? '';

function readListed(folder: string): ListedReport {
  try {
    return { folder, report: readReport(folder) };
  } catch (error) {
    if (error instanceof CommandError) return { folder, problem: error.message };
    throw error;
  }
}
