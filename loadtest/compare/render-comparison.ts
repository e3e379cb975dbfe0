import { formatTable } from '../../client/terminal/format.ts';
import { formatNumber } from '../report/format.ts';
import { type ComparedLine, leastRuns } from './compare-lines.ts';

/** As a table for a terminal; below it, how to read it. */
export function renderComparison(lines: readonly ComparedLine[]): readonly string[] {
  const rows = lines.map((line) => [
    line.name,
    withUnit(line.before, line.unit),
    withUnit(line.after, line.unit),
    shown(line),
    `${formatPercent(line.low)} to ${formatPercent(line.high)}`,
    formatP(line.adjustedP),
    line.runs.join(' + '),
  ]);
  const head = ['', 'before', 'after', 'change', '95 % of it within', 'p', 'runs'];
  const tooFew = lines.some(({ finding }) => finding === 'too few runs');
  return [
    ...formatTable(head, rows),
    '',
    'Medians of the runs. ~: nothing is shown, or less than 3 %. p: Mann-Whitney, by Holm over all lines; shown below 0.01.',
    ...(tooFew ? [`With fewer than ${leastRuns} runs a side nothing can be shown.`] : []),
  ];
}

const withUnit = (value: number, unit: string) => `${formatNumber(value)} ${unit}`.trimEnd();

const shown = ({ finding, change }: ComparedLine) =>
  finding === 'less' || finding === 'more' ? formatPercent(change) : '~';

function formatPercent(share: number): string {
  if (!Number.isFinite(share)) return '–';
  const sign = share > 0 ? '+' : '';
  return `${sign}${(100 * share).toFixed(1)} %`;
}

const formatP = (p: number) => (p < 0.0001 ? '< 0.0001' : p.toFixed(4));
