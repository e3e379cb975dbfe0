import { formatSeconds } from '../../../client/terminal/format.ts';
import type { DrillReport } from './drill-report.ts';
import { explainFailure } from './explain-failure.ts';
import { columns, resultCells } from './result-cells.ts';
import { summarize } from './summarize.ts';

export function renderMarkdown(report: DrillReport): string {
  const { environment, results, startedAt, seconds, target } = report;
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const failed = results.filter(({ passed }) => !passed);
  return [
    '# Drills',
    '',
    summarize(report),
    '',
    `Played on the ${target}, ${startedAt.slice(0, 16).replace('T', ' ')} UTC, in ${formatSeconds(seconds)}, at ${environment.commit} on ${environment.machine}. Times are of the stage, whose clock ran so many times as fast as the column _scale_ says.`,
    '',
    row(columns),
    row(columns.map(() => '---')),
    ...results.map((result) => row(resultCells(result))),
    '',
    ...failed.flatMap((result) => [
      `## ${result.alarm}`,
      '',
      '```text',
      ...explainFailure(result),
      '```',
      '',
    ]),
  ].join('\n');
}
