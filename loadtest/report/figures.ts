import { escapeHtml } from './escape.ts';
import { formatMilliseconds, formatNumber } from './format.ts';
import type { Report } from './json.ts';

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

/** What became of a webhook after its answer. */
export function renderStages({ stages }: Report): string {
  return renderRows([
    ['In the queue', stages.queueWait],
    ['Processing', stages.processing],
    ['Receipt to arrival at the destination', stages.endToEnd],
  ]);
}

/** Empty where nobody asked for the alarms. */
export function renderAlarms({ alarms }: Report): string {
  if (alarms === undefined) return '';
  const rows = alarms.map(({ name, from, to, isExpected }) => {
    const until = to === undefined ? 'still on' : `${formatNumber(to)} s`;
    return `<tr class="${isExpected === false ? 'failed' : ''}"><td>${escapeHtml(name)}</td><td>${formatNumber(from)} s</td><td>${until}</td><td>${isExpected === undefined ? '–' : isExpected ? 'yes' : 'no'}</td></tr>`;
  });
  const none = '<tr><td colspan="4">none fired</td></tr>';
  return `<h2>Alarms</h2>
<div class="card table"><table><thead><tr><th></th><th>from</th><th>to</th><th>expected</th></tr></thead><tbody>${rows.join('') || none}</tbody></table></div>
`;
}

/** Empty where nobody asked for them. */
export function renderFunctions({ functions }: Report): string {
  if (functions === undefined) return '';
  const rows = functions.map(({ name, invocations, errors, throttles, coldStarts, duration }) => {
    const counts = [invocations, errors, throttles, coldStarts].map(formatNumber);
    const cells = [...counts, formatMilliseconds(duration?.p50), formatMilliseconds(duration?.p99)];
    return `<tr><td>${escapeHtml(name)}</td>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
  });
  return `<h2>Functions</h2>
<div class="card table"><table><thead><tr><th></th><th>invocations</th><th>errors</th><th>throttles</th><th>cold starts</th><th>duration, p50</th><th>p99</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>
`;
}
