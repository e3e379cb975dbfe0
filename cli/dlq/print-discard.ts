import type { Terminal } from '../terminal.ts';
import type { DiscardResult } from './discard.ts';
import { printGroups } from './print-summary.ts';
import type { DeadLetterGroup } from './summarize.ts';

export interface DiscardDryRun {
  readonly dryRun: true;
  readonly count: number;
  readonly groups: readonly DeadLetterGroup[];
}

export function printDiscardDryRun({ count, groups }: DiscardDryRun, terminal: Terminal): void {
  terminal.line(`Nothing was discarded. ${count} dead letters would be.`);
  printGroups(groups, terminal);
}

const endings = {
  drained: '',
  limit: ' The limit is reached.',
  interrupted: ' Interrupted: the rest is where it was.',
} as const satisfies Record<DiscardResult['stopped'], string>;

/** Writes for people what was given up. */
export function printDiscard(result: DiscardResult, terminal: Terminal): void {
  const { discarded, undeleted, skipped, archive, stopped } = result;
  terminal.line(`${terminal.style('bold', `${discarded} discarded.`)}${endings[stopped]}`);
  if (discarded > 0) terminal.line(`Archived in ${archive}<source>/<day>/`);
  if (skipped > 0) terminal.line(`${skipped} are others and stay.`);
  if (undeleted > 0) {
    const text = `${undeleted} are archived, but could not be deleted; they stay. Run it again.`;
    terminal.line(terminal.style('red', text));
  }
}
