import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CommandError } from '../../client/command-error.ts';
import { listReports } from '../../loadtest/report/list-reports.ts';
import { type ProgramContext, print, type Shared } from '../command.ts';
import { openInBrowser } from './open-in-browser.ts';

export interface ReportOpenFlags extends Pick<Shared, 'json'> {
  readonly path?: boolean;
}

/** `spillway report open` @throws CommandError where no such report is */
export async function open(
  run: string | undefined,
  { path, json }: ReportOpenFlags,
  context: ProgramContext,
): Promise<void> {
  const html = findPage(run, join(context.root, 'reports'));
  const isOpened = !path && !json && (await openInBrowser(html, context.env ?? {}));
  print({ json: json === true }, context, { html, ...besideOf(html) }, (_, out) =>
    out.line(isOpened ? `Opened ${html}` : html),
  );
}

/** The same report for programs and for a pull request; an index has no JSON. */
function besideOf(html: string): Readonly<Record<string, string>> {
  const beside = { json: '.json', markdown: '.md' };
  const paths = Object.entries(beside).map(([kind, end]) => [kind, html.replace(/\.html$/, end)]);
  return Object.fromEntries(paths.filter(([, path = '']) => existsSync(path)));
}

function findPage(run: string | undefined, root: string): string {
  if (run === 'all') return existing(join(root, 'index.html'));
  if (run !== undefined && existsSync(join(run, 'report.html'))) {
    return resolve(run, 'report.html');
  }
  const inRoot = run === undefined ? undefined : join(root, run, 'report.html');
  if (inRoot !== undefined && existsSync(inRoot)) return inRoot;
  const latest = listReports(root).find(
    ({ report }) => report !== undefined && (run === undefined || report.scenario === run),
  );
  if (latest) return existing(join(latest.folder, 'report.html'));
  const what = run === undefined ? 'No load test has a report here.' : `No report is of ${run}.`;
  throw new CommandError(what, 'npx spillway report list shows those there are.');
}

function existing(path: string): string {
  if (existsSync(path)) return path;
  throw new CommandError(`There is no ${path}`, 'npx spillway report list shows those there are.');
}
