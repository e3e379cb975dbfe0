import { chartsOf } from './charts-of-report.ts';
import { describePhases } from './describe-phases.ts';
import { escapeHtml } from './escape.ts';
import { renderPhaseFigures, renderTable } from './figures.ts';
import { formatLost, formatMilliseconds, formatName, formatNumber } from './format.ts';
import { renderGates } from './gates-table.ts';
import { renderHeatMap } from './heat-map-figure.ts';
import type { Report } from './json.ts';
import { limitsOf } from './limits.ts';
import { styleSheet } from './style.ts';
import { notesOf, summarize, verdictWords } from './summary.ts';
import { tablesOf } from './tables.ts';

/** The whole report as one file that loads nothing. */
export function renderHtml(report: Report): string {
  const { verdict, startedAt, gates, environment } = report;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Spillway load test: ${verdict}</title>
<link rel="icon" href="data:,">
<style>${styleSheet}</style>
</head>
<body>
<main>
<p class="stage">Spillway load test, <time>${startedAt.slice(0, 19).replace('T', ' ')} UTC</time>. Measured on <strong>${environment.stack}</strong>.</p>
<section class="card verdict ${verdict}">
<h1>${verdictWords[verdict]}</h1>
<p>${escapeHtml(summarize(report))}</p>
</section>
${renderNotes(report)}${renderTiles(report)}
<h2>Gates <span class="muted">${gates.filter(({ passed }) => passed).length} of ${gates.length} passed</span></h2>
${renderGates(report.gates)}
${renderIds(report)}
${renderOutcomes(report)}
<h2>Second by second</h2>
<div class="charts">${chartsOf(report)
    .map((chart) => chart.replace('class="chart"', 'class="chart card"'))
    .join('\n')}
${renderHeatMap(report)}</div>
<h2>Latency, phase by phase</h2>
${renderPhaseFigures(report)}
${tablesOf(report).map(renderTable).join('\n')}
<div class="columns"><div><h2>Environment</h2>${renderEnvironment(report)}</div>
<div><h2>What these figures can't say</h2>${renderLimits(report)}</div></div>
</main>
</body>
</html>
`;
}

function renderNotes(report: Report): string {
  const items = notesOf(report).map((line) => `<li>${escapeHtml(line)}</li>`);
  return items.length === 0 ? '' : `<ul class="card notes">${items.join('')}</ul>\n`;
}

function renderTiles(report: Report): string {
  const { counts, measured } = report;
  const { latency, rate, backlogPeak, drainSeconds, endToEnd } = measured;
  const tiles = [
    [formatNumber(counts.accepted), 'accepted'],
    [formatLost(report), 'lost'],
    [`${formatNumber(rate.sustainedPerSecond)}/s`, 'accepted, sustained'],
    [formatMilliseconds(latency.sustained.total?.p99), 'p99 of the answer, sustained'],
    [formatMilliseconds(endToEnd?.p99), 'p99 from receipt to arrival'],
    [formatNumber(backlogPeak), 'peak backlog'],
    [`${formatNumber(drainSeconds)} s`, 'to drain'],
  ];
  const render = ([value = '', label = '']: readonly string[]) =>
    `<div class="card tile"><b>${value}</b><span>${label}</span></div>`;
  return `<div class="tiles">${tiles.map(render).join('')}</div>`;
}

const outcomes = {
  processed: 'processed',
  filtered: 'filtered',
  deadLettered: 'dead-lettered',
  inFlight: 'in flight',
  lost: 'lost',
} as const;

/** Nothing where nobody could look. */
function renderOutcomes({ counts, unchecked }: Report): string {
  if (unchecked.length > 0) return '';
  const names = Object.keys(outcomes) as (keyof typeof outcomes)[];
  const bar = names
    .filter((name) => counts[name] > 0)
    .map((name) => `<i class="outcome-${name}" style="flex:${counts[name]}"></i>`);
  const items = names.map(
    (name) =>
      `<li class="outcome-${name}"><strong>${formatNumber(counts[name])}</strong> ${outcomes[name]}</li>`,
  );
  return `<h2>Where each accepted webhook ended</h2>
<div class="card outcomes">
<p><strong>${formatNumber(counts.accepted)} accepted</strong> of ${formatNumber(counts.sent)} sent, compared by delivery id with what arrived and with the dead-letter queue.</p>
<div class="bar">${bar.join('')}</div>
<ul>${items.join('')}</ul>
</div>`;
}

function renderEnvironment({ environment, phases, startedAt, finishedAt }: Report): string {
  const { commit, hasLocalChanges, machine, operatingSystem, node, artillery } = environment;
  const seconds = (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000;
  const rows = [
    ['Stack', environment.stack],
    ['Commit', hasLocalChanges ? `${commit}, with local changes` : commit],
    ['Machine', machine],
    ['System', operatingSystem],
    ['Node', node],
    ['Artillery', artillery],
    ['Scenario', describePhases(phases).join(', ')],
    ['Whole run', `${formatNumber(seconds)} s`],
  ];
  return `<dl class="card">${rows.map(([name = '', value = '']) => `<dt>${name}</dt><dd>${escapeHtml(value)}</dd>`).join('')}</dl>`;
}

function renderLimits(report: Report): string {
  const items = limitsOf(report).map((limit) => `<li>${escapeHtml(limit)}</li>`);
  return `<ul class="card notes">${items.join('\n')}</ul>`;
}

function renderIds({ ids }: Report): string {
  const shown = 20;
  return Object.entries(ids)
    .filter(([, list]) => list.length > 0)
    .map(([name, list]) => {
      const more =
        list.length > shown ? `, and ${formatNumber(list.length - shown)} more in report.json` : '';
      return `<div class="card ids"><strong>${formatName(name)}</strong> <code>${escapeHtml(list.slice(0, shown).join(', '))}</code>${more}</div>`;
    })
    .join('');
}
