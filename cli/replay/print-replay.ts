import type { Unusable } from '../../client/replay/archive.ts';
import type { ReplayResult } from '../../client/replay/replay.ts';
import { formatTable } from '../../client/terminal/format.ts';
import type { Terminal } from '../../client/terminal/terminal.ts';

/** What a replay was asked for, and what became of it. */
export interface ReplayReport extends ReplayResult {
  readonly run: string;
  readonly source: string;
  /** ISO 8601 */
  readonly from: string;
  readonly to: string;
  readonly dryRun: boolean;
  /** ISO 8601: when the oldest webhook was received that the archive still has. */
  readonly archiveBegins: string;
  /** The command line that goes on with this run. */
  readonly goOn?: string;
}

const endings = {
  end: 'That is all of the range.',
  limit: 'The limit is reached.',
  interrupted: 'Interrupted.',
} as const satisfies Record<ReplayResult['stopped'], string>;

const shownKeys = 10;

/** Writes the outcome of a replay for people. No body, header or id is in it. */
export function printReplay(report: ReplayReport, terminal: Terminal): void {
  const { sent, dryRun, types, stopped, goOn, run } = report;
  printCount(report, terminal);
  if (sent > 0)
    for (const line of formatTable(['TYPE', 'COUNT'], Object.entries(types))) terminal.line(line);
  printUnusable('could not be read and was left out', report.unreadable, terminal);
  printUnusable('was refused by SQS; the same run sends it again', report.refused, terminal);
  if (sent === 0 && stopped === 'end') return;
  terminal.line(dryRun ? 'Nothing was sent.' : `Run ${run}. ${endings[stopped]}`);
  if (goOn !== undefined) terminal.line(`To go on: ${goOn}`);
}

function printCount(report: ReplayReport, terminal: Terminal): void {
  const { sent, otherTypes, source, from, to, dryRun, archiveBegins } = report;
  const range = `received from ${from} to ${to}`;
  if (sent + otherTypes === 0) {
    terminal.line(`The archive has nothing of ${source} ${range}. It begins at ${archiveBegins}.`);
    return;
  }
  const done = dryRun ? 'would be sent' : 'sent to the intake queue';
  const webhooks = sent === 1 ? 'webhook' : 'webhooks';
  terminal.line(terminal.style('bold', `${sent} ${webhooks} of ${source} ${done}, ${range}`));
  if (otherTypes > 0) terminal.line(`${otherTypes} of other types left out.`);
}

function printUnusable(what: string, all: readonly Unusable[], terminal: Terminal): void {
  for (const { key, problem } of all.slice(0, shownKeys)) {
    terminal.line(terminal.style('red', `${key} ${what}: ${problem}`));
  }
  if (all.length > shownKeys) terminal.line(`… and ${all.length - shownKeys} more, see --json`);
}
