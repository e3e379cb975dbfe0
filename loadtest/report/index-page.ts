import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { markdownTable } from '../../docs/markdown-table.ts';
import { escapeHtml } from './escape.ts';
import { formatLost, formatMilliseconds, formatNumber } from './format.ts';
import type { Report } from './json.ts';
import { readReport } from './read-report.ts';
import { styleSheet } from './style.ts';
import { verdictWords } from './summary.ts';

interface Entry {
  /** Relative to the page. */
  readonly href: string;
  readonly report: Report;
}

const columns = [
  'scenario',
  'sent',
  'accepted',
  'lost',
  'p99',
  'late by, p99',
  'drained in',
] as const;

/**
 * Writes index.html, and index.md for a pull request: a line for each of several runs.
 *
 * @param root where both are written
 * @param folders of the runs, in the order of the lines
 * @returns the path of index.html
 * @throws CommandError naming the report that can't be read
 */
export function writeIndex(root: string, folders: readonly string[]): string {
  const entries = folders.map((folder) => ({
    href: relative(root, folder).split('\\').join('/'),
    report: readReport(folder),
  }));
  const path = join(root, 'index.html');
  writeFileSync(path, renderIndex(entries));
  writeFileSync(join(root, 'index.md'), renderIndexMarkdown(entries));
  return path;
}

function figuresOf(report: Report): readonly string[] {
  const { counts, measured } = report;
  const { latency, lateness, drainSeconds } = measured;
  return [
    formatNumber(counts.sent),
    formatNumber(counts.accepted),
    formatLost(report),
    formatMilliseconds(latency.sustained.total?.p99),
    formatMilliseconds(lateness?.p99),
    `${formatNumber(drainSeconds)} s`,
  ];
}

const totalOf = (entries: readonly Entry[]) => {
  const passed = entries.filter(({ report }) => report.verdict === 'passed').length;
  return `${passed} of ${entries.length} passed`;
};

/** The runs as one page that loads nothing. */
export function renderIndex(entries: readonly Entry[]): string {
  const rows = entries.map(({ href, report }) => {
    const cells = figuresOf(report).map((figure) => `<td>${figure}</td>`);
    const link = `${encodeURI(href)}/report.html`;
    return `<tr><td><a href="${escapeHtml(link)}">${escapeHtml(report.scenario)}</a></td><td class="verdict-word ${report.verdict}">${report.verdict}</td>${cells.join('')}</tr>`;
  });
  const stacks = [...new Set(entries.map(({ report }) => report.environment.stack))];
  const head = [
    ...['<th>scenario</th>', '<th class="text">verdict</th>'],
    ...columns.slice(1).map((name) => `<th>${name}</th>`),
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Spillway load tests: ${totalOf(entries)}</title>
<link rel="icon" href="data:,">
<style>${styleSheet}</style>
</head>
<body>
<main>
<p class="stage">Spillway load tests. Measured on <strong>${escapeHtml(stacks.join(' and '))}</strong>.</p>
<h1>${totalOf(entries)}</h1>
<div class="card table"><table><thead><tr>${head.join('')}</tr></thead><tbody>${rows.join('\n')}</tbody></table></div>
</main>
</body>
</html>
`;
}

/** The same as a table for a pull request. */
export function renderIndexMarkdown(entries: readonly Entry[]): string {
  const rows = entries.map(({ report }) => [
    report.scenario,
    verdictWords[report.verdict],
    ...figuresOf(report),
  ]);
  const head = ['scenario', 'verdict', ...columns.slice(1)];
  return [`### Load tests: ${totalOf(entries)}`, '', ...markdownTable(head, rows), ''].join('\n');
}
