import { join } from 'node:path';
import { printable } from '../../client/terminal/printable.ts';
import { compareLines } from '../../loadtest/compare/compare-lines.ts';
import { findSide } from '../../loadtest/compare/find-side.ts';
import { linesOfReports } from '../../loadtest/compare/lines-of-reports.ts';
import { renderComparison } from '../../loadtest/compare/render-comparison.ts';
import { type ProgramContext, print, type Shared } from '../command.ts';

export interface CompareFlags extends Pick<Shared, 'json'> {
  readonly scenario?: string;
}

/** `spillway loadtest compare` @throws CommandError where the sides can't be compared */
export function compare(
  before: string,
  after: string,
  { scenario, json }: CompareFlags,
  context: ProgramContext,
): void {
  const [base, changed] = [before, after].map((side) =>
    findSide(side, join(context.root, 'reports')).filter(
      (report) => scenario === undefined || report.scenario === scenario,
    ),
  );
  const { lines, remarks } = linesOfReports(base ?? [], changed ?? []);
  const compared = compareLines(lines);
  print({ json: json === true }, context, { lines: compared, remarks }, (_, out) => {
    for (const line of [...renderComparison(compared), ...remarks]) out.line(printable(line));
  });
}
