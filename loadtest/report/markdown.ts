import { markdownTable } from '../../docs/markdown-table.ts';
import { formatGate, formatMilliseconds, formatName, formatNumber } from './format.ts';
import type { Report } from './json.ts';
import { limitsOf } from './limits.ts';
import { notesOf, summarize, verdictWords } from './summary.ts';

const shownIds = 10;

/** The report for a pull request: the verdict and what decided it first, all else folded up. */
export function renderMarkdown(report: Report): string {
  const { scenario, verdict, gates, environment } = report;
  const failed = gates.filter(({ passed }) => !passed);
  const { commit, hasLocalChanges, machine, node, artillery } = environment;
  return [
    `### ${plain(scenario)}: ${verdictWords[verdict]}`,
    '',
    `${plain(summarize(report))} Measured on ${plain(environment.stack)}.`,
    '',
    ...notesOf(report).map((note) => `- ${plain(note)}`),
    ...failed.map((gate) => `- **${gate.title}**: ${sentenceOf(gate)}`),
    ...idsOf(report),
    '',
    ...phasesTable(report),
    '',
    '<details><summary>Gates, stages and where it was measured</summary>',
    '',
    ...gatesTable(report),
    '',
    ...stagesTable(report),
    '',
    `Commit ${commit}${hasLocalChanges ? ' with local changes' : ''}, ${plain(machine)}, Node ${node}, Artillery ${artillery}.`,
    '',
    ...limitsOf(report).map((limit) => `- ${plain(limit)}`),
    '',
    '</details>',
    '',
  ].join('\n');
}

function sentenceOf(gate: Report['gates'][number]): string {
  const { measured, allowed } = formatGate(gate);
  return `${measured}, where ${allowed} is allowed`;
}

function idsOf({ ids }: Report): readonly string[] {
  return Object.entries(ids).flatMap(([name, list]) => {
    const more = list.length > shownIds ? ` and ${formatNumber(list.length - shownIds)} more` : '';
    const shown = list.slice(0, shownIds).map((id) => `\`${id.replaceAll('`', '')}\``);
    return list.length === 0 ? [] : [`- ${formatName(name)}: ${shown.join(', ')}${more}`];
  });
}

function phasesTable({ byPhase }: Report): readonly string[] {
  const head = ['phase', 'sent', 'accepted', 'p50', 'p95', 'p99', 'p99.9', 'max', 'p99 late by'];
  const rows = byPhase.map(({ name, from, to, sent, accepted, total, lateness }) => [
    `${plain(name)}, ${formatNumber(to - from)} s`,
    formatNumber(sent),
    formatNumber(accepted),
    ...(['p50', 'p95', 'p99', 'p999', 'max'] as const).map((at) => formatMilliseconds(total?.[at])),
    formatMilliseconds(lateness?.p99),
  ]);
  return markdownTable(head, rows);
}

function gatesTable({ gates }: Report): readonly string[] {
  const rows = gates.map((gate) => {
    const { measured, allowed } = formatGate(gate);
    return [gate.passed ? '✓' : '✗', plain(gate.title), measured, allowed, gate.kind];
  });
  return markdownTable(['', 'gate', 'measured', 'allowed', 'decides'], rows);
}

const stages = {
  queueWait: 'in the queue',
  processing: 'processing',
  endToEnd: 'receipt to arrival',
} as const;

function stagesTable({ stages: measured }: Report): readonly string[] {
  const rows = (Object.keys(stages) as (keyof typeof stages)[]).map((name) => [
    stages[name],
    ...(['p50', 'p95', 'p99', 'max'] as const).map((at) =>
      formatMilliseconds(measured[name]?.[at]),
    ),
  ]);
  return markdownTable(['stage', 'p50', 'p95', 'p99', 'max'], rows);
}

/** What others wrote, without what Markdown or HTML would obey. */
function plain(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[&<>]/g, (found) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[found] ?? '')
    .replace(/[\\`*_[\]|]/g, '\\$&');
}
