import { markdownTable } from '../../docs/markdown-table.ts';
import { describeKnee } from './describe-knee.ts';
import { formatGate, formatMilliseconds, formatName, formatNumber } from './format.ts';
import type { Report } from './json.ts';
import { limitsOf } from './limits.ts';
import { notesOf, summarize, verdictWords } from './summary.ts';
import { type Table, tablesOf } from './tables.ts';

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
    ...describeKnee(report).map((line) => `- ${plain(line)}`),
    '',
    ...phasesTable(report),
    '',
    '<details><summary>Gates, stages and where it was measured</summary>',
    '',
    ...gatesTable(report),
    '',
    ...tablesOf(report).flatMap(render),
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

function phasesTable({ byPhase, sketch }: Report): readonly string[] {
  const times = ['first byte, p99', 'p50', 'p95', 'p99', 'p99.9', 'max', 'p99 late by'];
  const rows = byPhase.map(({ name, from, to, sent, accepted, firstByte, total, lateness }) => [
    `${plain(name)}, ${formatNumber(to - from)} s`,
    formatNumber(sent),
    formatNumber(accepted),
    formatMilliseconds(firstByte?.p99),
    ...(['p50', 'p95', 'p99', 'p999', 'max'] as const).map((at) => formatMilliseconds(total?.[at])),
    formatMilliseconds(lateness?.p99),
  ]);
  const beside = sketch && [
    "Artillery's sketch, all phases, first byte",
    ...['', '', formatMilliseconds(sketch.p99)],
    ...(['p50', 'p95', 'p99', 'p999', 'max'] as const).map((at) => formatMilliseconds(sketch[at])),
    '',
  ];
  return markdownTable(['phase', 'sent', 'accepted', ...times], beside ? [...rows, beside] : rows);
}

function gatesTable({ gates }: Report): readonly string[] {
  const rows = gates.map((gate) => {
    const { measured, allowed } = formatGate(gate);
    return [gate.passed ? '✓' : '✗', plain(gate.title), measured, allowed, gate.kind];
  });
  return markdownTable(['', 'gate', 'measured', 'allowed', 'decides'], rows);
}

function render({ title, head, rows, notes }: Table): readonly string[] {
  const cells = rows.map((row) => row.map(plain));
  return [`#### ${title}`, '', ...markdownTable(head, cells), '', ...notes.map(plain), ''];
}

/** What others wrote, without what Markdown or HTML would obey. */
function plain(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[&<>]/g, (found) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[found] ?? '')
    .replace(/[\\`*_[\]|]/g, '\\$&');
}
