import { formatTable } from '../../../client/terminal/format.ts';
import type { DrillReport } from './drill-report.ts';
import { explainFailure } from './explain-failure.ts';
import { columns, resultCells } from './result-cells.ts';
import { summarize } from './summarize.ts';

/** For a terminal. */
export function renderTable(report: DrillReport): string {
  const failed = report.results.filter(({ passed }) => !passed);
  return [
    ...formatTable(columns, report.results.map(resultCells)),
    '',
    ...failed.flatMap((result) => [result.alarm, ...explainFailure(result).map(indent), '']),
    summarize(report),
  ].join('\n');
}

const indent = (line: string) => `  ${line}`;
