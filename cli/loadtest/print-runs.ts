import { join, relative } from 'node:path';
import { type ExitCode, exitCodes } from '../../client/terminal/exit-codes.ts';
import type { Terminal } from '../../client/terminal/terminal.ts';
import { renderVerdict } from '../../loadtest/report/console.ts';
import { formatGate } from '../../loadtest/report/format.ts';
import { writeIndex } from '../../loadtest/report/index-page.ts';
import { summarize, verdictWords } from '../../loadtest/report/summary.ts';
import type { JudgedRun } from '../../loadtest/run/run-scenario.ts';
import { isOnlySlow } from '../../loadtest/run/run-scenarios.ts';
import { type ProgramContext, print, type Shared } from '../command.ts';

/** One run as a whole; of several a line each, and a page that leads to their reports. */
export function printRuns(
  runs: readonly JudgedRun[],
  options: Pick<Shared, 'json' | 'stage'>,
  context: ProgramContext,
): void {
  const [only] = runs;
  if (runs.length === 1 && only !== undefined) {
    print(options, context, only.report, (report, out) => {
      out.line(`${renderVerdict(report)}  Report: ${pathOf(only.folder)}/report.html`);
    });
    return;
  }
  const page = writeIndex(
    join(context.root, 'reports'),
    runs.map(({ folder }) => folder),
  );
  const listed = runs.map(({ report, folder, isRepeated = false }) => ({
    ...{ scenario: report.scenario, verdict: report.verdict, isRepeated },
    folder: pathOf(folder),
  }));
  print(options, context, { page: pathOf(page), runs: listed }, (_, out) => {
    for (const run of runs) printRun(run, out);
    out.line(`Reports: ${pathOf(page)}`);
  });
}

function printRun({ report, isRepeated }: JudgedRun, out: Terminal): void {
  const mark = report.verdict === 'passed' ? out.style('green', '✓') : out.style('red', '✗');
  const name = report.scenario.padEnd(11);
  const next = isRepeated ? ' Run again:' : '';
  out.line(`${mark} ${name} ${verdictWords[report.verdict]}: ${summarize(report)}${next}`);
  for (const gate of report.gates.filter(({ passed }) => !passed)) {
    const { measured, allowed } = formatGate(gate);
    out.line(`    ${gate.title}: ${measured}, ${allowed}`);
  }
}

const pathOf = (path: string) => relative('', path);

/**
 * A failed run says more than one that says nothing; one that was repeated says no more than its repetition.
 *
 * @param isPatient whether what was only slow was run again: slow twice, it shows nothing, as the machine may be slow
 */
export function exitCodeOf(
  runs: readonly JudgedRun[],
  signal: AbortSignal,
  isPatient = false,
): ExitCode {
  if (signal.aborted) return exitCodes.interrupted;
  const codes = runs.flatMap(({ exitCode, isRepeated, report }) => {
    if (isRepeated) return [];
    return [isPatient && isOnlySlow(report) ? exitCodes.invalid : exitCode];
  });
  if (codes.every((code) => code === exitCodes.done)) return exitCodes.done;
  return codes.every((code) => code === exitCodes.done || code === exitCodes.invalid)
    ? exitCodes.invalid
    : exitCodes.failed;
}
