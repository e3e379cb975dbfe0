import type { CommandLines } from '../../client/command-lines.ts';
import { formatSeconds, formatTable } from '../../client/terminal/format.ts';
import { printable } from '../../client/terminal/printable.ts';
import type { Terminal } from '../../client/terminal/terminal.ts';
import type { WhyLeft } from '../../service/reconciliation/findings.ts';
import type { SourceReport } from '../../service/reconciliation/source-report.ts';
import { noneHasLog, toSetToken } from './remarks.ts';

/** Why what is missing was not asked for. */
const whyLeft: Readonly<Record<WhyLeft, string>> = {
  unwell: 'webhooks are refused here at the moment',
  'probe-not-seen': 'the first one that was asked for has not arrived',
  'time-is-up': 'the time of the run was up: the next one goes on',
  'sender-throttles': 'the sender asked for silence',
};

/** Writes for people what a run found. */
export function printReports(
  reports: readonly SourceReport[],
  out: Terminal,
  lines: CommandLines,
): void {
  if (reports.length === 0) {
    out.line(noneHasLog);
    return;
  }
  const header = ['SOURCE', 'STATE', 'READ', 'NEWLY MISSING', 'ASKED', 'ARRIVED', 'GIVEN UP'];
  for (const line of formatTable([...header, 'ABSENT', 'LAG'], reports.map(rowOf))) out.line(line);
  for (const report of reports) printRemarks(report, out, lines);
}

function rowOf({ source, state, found }: SourceReport) {
  if (found === undefined) return [source, state];
  const { read, missing, asked, arrived, missed, absent, lagMs } = found;
  return [
    ...[source, state, read, missing, asked, arrived, missed, absent],
    formatSeconds(lagMs / 1000),
  ];
}

function printRemarks(
  { source, state, found, problem }: SourceReport,
  out: Terminal,
  lines: CommandLines,
): void {
  if (state === 'off') out.line(toSetToken(source, lines));
  if (state === 'raced') {
    out.line(
      `${source}: another run was at work on it. See: ${lines.other(['reconcile', 'status', source])}`,
    );
  }
  if (problem !== undefined) out.line(`${out.style('yellow', source)}: ${printable(problem)}`);
  if (found?.silentUntil !== undefined) {
    out.line(`${source}: not read, since the sender asked for silence until ${found.silentUntil}.`);
  }
  if (found?.left === undefined) return;
  const { count, why } = found.left;
  out.line(`${source}: ${count} missing and not asked for: ${whyLeft[why]}.`);
}
