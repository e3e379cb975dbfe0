import { join, relative } from 'node:path';
import { formatTable } from '../../client/terminal/format.ts';
import { printable } from '../../client/terminal/printable.ts';
import { formatMilliseconds, formatNumber } from '../../loadtest/report/format.ts';
import { type ListedReport, listReports } from '../../loadtest/report/list-reports.ts';
import { type ProgramContext, print, type Shared } from '../command.ts';

export interface ReportListFlags extends Pick<Shared, 'json'> {
  readonly scenario?: string;
  readonly limit: number;
}

/** `spillway report list` */
export function list({ scenario, limit, json }: ReportListFlags, context: ProgramContext): void {
  const found = listReports(join(context.root, 'reports'))
    .filter(({ report }) => scenario === undefined || report?.scenario === scenario)
    .slice(0, limit)
    .map((one) => ({ ...one, folder: relative(context.root, one.folder) }));
  print({ json: json === true }, context, found.map(summaryOf), (_, out) => {
    const lines = formatTable(
      ['started', 'scenario', 'verdict', 'accepted', 'lost', 'p99', 'folder'],
      [...found.flatMap(({ report, folder }) => (report ? [rowOf(report, folder)] : []))],
    );
    out.line(found.length === 0 ? noneText(scenario) : lines.join('\n'));
    for (const { folder, problem } of found) {
      if (problem) out.line(printable(`${folder}: ${problem}`));
    }
  });
}

const noneText = (scenario: string | undefined) =>
  scenario === undefined
    ? 'No load test has a report here. npm run demo makes one.'
    : `No load test of ${scenario} has a report here.`;

function rowOf(report: NonNullable<ListedReport['report']>, folder: string): readonly string[] {
  const { startedAt, scenario, verdict, counts, measured } = report;
  return [
    startedAt.slice(0, 19).replace('T', ' '),
    printable(scenario),
    verdict,
    formatNumber(counts.accepted),
    formatNumber(counts.lost),
    formatMilliseconds(measured.latency.sustained.total?.p99),
    printable(folder),
  ];
}

/** Of a report, what a list of them has; all else is in its file. */
function summaryOf({ folder, report, problem }: ListedReport) {
  if (report === undefined) return { folder, problem };
  const { startedAt, scenario, verdict, counts, measured } = report;
  const p99 = measured.latency.sustained.total?.p99;
  return { folder, startedAt, scenario, verdict, counts, p99Milliseconds: p99 };
}
