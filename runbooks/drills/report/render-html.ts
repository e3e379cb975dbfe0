import { formatSeconds } from '../../../client/terminal/format.ts';
import { escapeHtml } from '../../../loadtest/report/escape.ts';
import { styleSheet } from '../../../loadtest/report/style.ts';
import type { DrillReport } from './drill-report.ts';
import { explainFailure } from './explain-failure.ts';
import { columns, resultCells } from './result-cells.ts';
import { summarize } from './summarize.ts';

/** The whole report as one file that loads nothing. */
export function renderHtml(report: DrillReport): string {
  const { passed, startedAt, seconds, target, environment } = report;
  const verdict = passed ? 'passed' : 'failed';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Spillway drills: ${verdict}</title>
<link rel="icon" href="data:,">
<style>${styleSheet}
pre { margin: 0; padding: 14px 20px; overflow-x: auto; font: 13px ui-monospace, monospace; }</style>
</head>
<body>
<main>
<p class="stage">Spillway drills, <time>${startedAt.slice(0, 19).replace('T', ' ')} UTC</time>. Played on the <strong>${target}</strong>.</p>
<section class="card verdict ${verdict}">
<h1>${passed ? 'Every alarm fired, and was ended by its page' : 'Not every drill passed'}</h1>
<p>${escapeHtml(summarize(report))}</p>
</section>
<h2>Alarms <span class="muted">times are of the stage, whose clock ran faster by the scale</span></h2>
${renderTable(report)}
${renderFailures(report)}
<h2>Environment</h2>
<dl class="card"><dt>Commit</dt><dd>${escapeHtml(environment.commit)}${environment.hasLocalChanges ? ', with local changes' : ''}</dd>
<dt>Machine</dt><dd>${escapeHtml(environment.machine)}</dd><dt>Node</dt><dd>${escapeHtml(environment.node)}</dd>
<dt>Whole run</dt><dd>${formatSeconds(seconds)}</dd></dl>
</main>
</body>
</html>
`;
}

function renderTable({ results }: DrillReport): string {
  const head = columns.map((column) => `<th>${column}</th>`).join('');
  const rows = results.map((result) => {
    const cells = resultCells(result).map((cell) => `<td>${escapeHtml(cell)}</td>`);
    return `<tr class="${result.passed ? 'passed' : 'failed'}">${cells.join('')}</tr>`;
  });
  return `<div class="card table"><table><thead><tr>${head}</tr></thead><tbody>${rows.join('\n')}</tbody></table></div>`;
}

function renderFailures({ results }: DrillReport): string {
  return results
    .filter(({ passed }) => !passed)
    .map(
      (result) =>
        `<h2>${escapeHtml(result.alarm)}</h2>\n<pre class="card">${escapeHtml(explainFailure(result).join('\n'))}</pre>`,
    )
    .join('\n');
}
