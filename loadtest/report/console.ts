import { styleText } from 'node:util';
import { describeKnee } from './describe-knee.ts';
import { formatGate, formatMilliseconds, formatName, formatNumber } from './format.ts';
import type { Report } from './json.ts';
import { notesOf, summarize, verdictWords } from './summary.ts';

const colours = {
  passed: 'green',
  failed: 'red',
  invalid: 'yellow',
  unfinished: 'yellow',
} as const;

/** The verdict as text for a terminal; `styleText` leaves colours out where none are wanted. */
export function renderVerdict(report: Report): string {
  const { verdict, measured, ids, environment } = report;
  const { latency, endToEnd, rate } = measured;
  const gates = report.gates.map((gate) => {
    const { measured: value, allowed } = formatGate(gate);
    const mark = gate.passed ? styleText('green', '✓') : styleText('red', '✗');
    return `  ${mark} ${gate.title.padEnd(38)} ${value.padStart(10)}   ${styleText('dim', allowed)}`;
  });
  const latencies = [
    ['answer, sustained: first byte', latency.sustained.firstByte],
    ['answer, sustained: total', latency.sustained.total],
    ['answer, whole run: first byte', latency.overall.firstByte],
    ['answer, whole run: total', latency.overall.total],
    ['receipt to arrival', endToEnd],
  ] as const;
  return [
    '',
    `${styleText(['bold', colours[verdict]], verdictWords[verdict])}  ${summarize(report)}`,
    styleText('dim', `Measured on ${environment.stack}, by ${environment.machine}.`),
    ...notesOf(report),
    '',
    ...gates,
    '',
    `  ${styleText('bold', 'Webhooks'.padEnd(31))}${countsOf(report)}`,
    '',
    `  ${styleText('bold', 'Latency'.padEnd(31))}${['p50', 'p95', 'p99', 'max'].map((name) => name.padStart(10)).join('')}`,
    ...latencies.map(
      ([label, figures]) =>
        `  ${label.padEnd(31)}${(['p50', 'p95', 'p99', 'max'] as const).map((name) => formatMilliseconds(figures?.[name]).padStart(10)).join('')}`,
    ),
    '',
    `  ${formatNumber(rate.sustainedPerSecond)}/s accepted in the sustained phase; peak backlog ${formatNumber(measured.backlogPeak)}; drained in ${formatNumber(measured.drainSeconds)} s`,
    ...describeKnee(report).map((line) => `  ${line}`),
    ...Object.entries(ids).flatMap(([name, list]) =>
      list.length === 0
        ? []
        : [
            `  ${formatName(name)}: ${list.slice(0, 10).join(', ')}${list.length > 10 ? ', …' : ''}`,
          ],
    ),
    '',
  ].join('\n');
}

function countsOf({ counts, unchecked }: Report): string {
  const shown = [
    ['sent', counts.sent],
    ['accepted', counts.accepted],
    ['rejected', counts.rejected],
    ['processed', counts.processed],
    ['duplicate', counts.duplicate],
    ['filtered', counts.filtered],
    ['dead-lettered', counts.deadLettered],
    ['lost', unchecked.length > 0 ? Number.NaN : counts.lost],
  ] as const;
  return shown.map(([label, value]) => `${formatNumber(value)} ${label}`).join(' · ');
}
