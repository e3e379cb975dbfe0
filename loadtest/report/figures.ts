import { escapeHtml } from './escape.ts';
import { formatMilliseconds, formatNumber } from './format.ts';
import type { Report } from './json.ts';
import type { Table } from './tables.ts';

const shown = ['p50', 'p95', 'p99', 'p999', 'max'] as const;

type Figures = Readonly<Partial<Record<(typeof shown)[number] | 'count', number | undefined>>>;
type Row = readonly [label: string, figures: Figures | undefined];

function renderRows(rows: readonly Row[]): string {
  const body = rows.map(([label, figures]) => {
    const cells = shown.map((name) => `<td>${formatMilliseconds(figures?.[name])}</td>`);
    return `<tr><td>${escapeHtml(label)}</td>${cells.join('')}<td>${formatNumber(figures?.count)}</td></tr>`;
  });
  return `<div class="card table"><table><thead><tr><th></th><th>p50</th><th>p95</th><th>p99</th><th>p99.9</th><th>max</th><th>webhooks</th></tr></thead><tbody>${body.join('')}</tbody></table></div>`;
}

/** Each phase by itself, from when its webhooks were due; at the end, if it is known, what Artillery says of them all. */
export function renderPhaseFigures({ byPhase, sketch }: Report): string {
  const rows = byPhase.flatMap(({ name, firstByte, total, lateness }): Row[] => [
    [`${name}: to the first byte`, firstByte],
    [`${name}: total`, total],
    [`${name}: sent late by`, lateness],
  ]);
  const beside: Row[] = sketch
    ? [["Artillery's sketch, all phases: to the first byte", sketch]]
    : [];
  return renderRows([...rows, ...beside]);
}

export function renderTable({ title, head, rows, notes }: Table): string {
  const body = rows.map(
    (cells) => `<tr>${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`,
  );
  const names = head.map((name) => `<th>${escapeHtml(name)}</th>`).join('');
  const lines = notes.map((note) => `<p class="muted">${escapeHtml(note)}</p>`);
  return `<section><h2>${escapeHtml(title)}</h2>
<div class="card table"><table><thead><tr>${names}</tr></thead><tbody>${body.join('')}</tbody></table></div>
${lines.join('\n')}</section>`;
}
