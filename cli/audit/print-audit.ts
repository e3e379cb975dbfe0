import type { AuditReport } from '../../client/audit/read-audit.ts';
import type { CommandLines } from '../../client/command-lines.ts';
import { stageTitle } from '../../client/stage/stage-title.ts';
import { formatTable } from '../../client/terminal/format.ts';
import { printable } from '../../client/terminal/printable.ts';
import type { Terminal } from '../../client/terminal/terminal.ts';
import type { Connected } from '../connect.ts';

const shownWriteOffs = 5;

/** Writes the books for people. */
export function printAudit(
  report: AuditReport,
  terminal: Terminal,
  { stage, lines }: Connected,
): void {
  const { until, accepted, settled, queue, residue, band, uncertain } = report;
  terminal.line(terminal.style('bold', `${stageTitle(stage)}, all minutes before ${until}`));
  terminal.line();
  const table = formatTable(
    ['ACCEPTED', 'SETTLED', 'VISIBLE', 'IN FLIGHT', 'DELAYED', 'RESIDUE', 'BAND', 'UNCERTAIN'],
    [[accepted, settled, queue.visible, queue.inFlight, queue.delayed, residue, band, uncertain]],
  );
  for (const line of table) terminal.line(line);
  terminal.line();
  printVerdict(report, terminal, lines);
  printWriteOffs(report, terminal);
}

function printVerdict(report: AuditReport, terminal: Terminal, lines: CommandLines): void {
  const { verdict, residue, band, isAtRest } = report;
  if (verdict === 'balanced') {
    terminal.line(
      isAtRest
        ? 'Nothing is on its way, and nothing is missing.'
        : `Nothing is missing beyond the ${band} that came and went in the last five minutes.`,
    );
    return;
  }
  const what =
    verdict === 'missing'
      ? `${residue} accepted, and neither settled nor in the queue.`
      : `${-residue} more settled than accepted, and nothing explains it.`;
  terminal.line(terminal.style('red', what));
  terminal.line('What to do: runbooks/conservation-residue.md');
  terminal.line(`Once it is known why: ${lines.other(['audit', 'write-off'])} --reason "…"`);
}

function printWriteOffs({ writeOffs }: AuditReport, terminal: Terminal): void {
  if (writeOffs.length === 0) return;
  terminal.line();
  const rows = writeOffs
    .slice(0, shownWriteOffs)
    .map(({ at, by, residue, reason }) => [at, residue, printable(by), printable(reason)]);
  for (const line of formatTable(['WRITTEN OFF', 'RESIDUE', 'BY', 'REASON'], rows)) {
    terminal.line(line);
  }
}
