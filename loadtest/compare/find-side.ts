import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError } from '../../client/command-error.ts';
import type { Report } from '../report/json.ts';
import { listReports } from '../report/list-reports.ts';
import { readReport } from '../report/read-report.ts';

/**
 * The runs of one side.
 *
 * @param side the folder of a run, a folder with those of several, or the beginning of a commit, of which all are meant
 * @param root where the reports are
 * @throws CommandError where it is none of them, or where one of its reports can't be read
 */
export function findSide(side: string, root: string): readonly Report[] {
  const folder = [side, join(root, side)].find((path) => existsSync(path));
  if (folder !== undefined) return reportsIn(folder);
  const all = listReports(root).flatMap(({ report }) => (report ? [report] : []));
  const ofCommit = /^[0-9a-f]{4,40}$/.test(side)
    ? all.filter(
        ({ environment: { commit } }) => commit.startsWith(side) || side.startsWith(commit),
      )
    : [];
  if (ofCommit.length > 0) return ofCommit;
  throw new CommandError(
    `${side} is neither a folder with reports nor a commit that has any.`,
    'npx spillway report list shows the runs there are.',
  );
}

function reportsIn(folder: string): readonly Report[] {
  if (existsSync(join(folder, 'report.json'))) return [readReport(folder)];
  const listed = listReports(folder);
  const problem = listed.find((one) => one.problem !== undefined)?.problem;
  if (problem !== undefined) throw new CommandError(problem);
  if (listed.length === 0) throw new CommandError(`There is no report in ${folder}`);
  return listed.flatMap(({ report }) => (report ? [report] : []));
}
