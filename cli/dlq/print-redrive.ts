import type { CommandLines } from '../command-line.ts';
import type { Terminal } from '../terminal.ts';
import type { MoveResult } from './move-dead-letters.ts';
import type { RedriveResult } from './redrive.ts';

const endings = {
  drained: 'The dead-letter queue has no more to move.',
  limit: 'The limit is reached.',
  interrupted: 'Interrupted: the rest is where it was.',
  failures: 'It stopped, since too many came back.',
  'sample-returned': 'The rest was not moved.',
  'sample-unsettled': 'The rest was not moved.',
} as const satisfies Record<RedriveResult['stopped'], string>;

/** Writes the outcome of a redrive for people. */
export function printRedrive(result: RedriveResult, terminal: Terminal): void {
  const { moved, refused, doubled, returned, skipped, stopped } = result;
  terminal.line(
    `${terminal.style('bold', `${moved} moved to the intake queue.`)} ${endings[stopped]}`,
  );
  if (skipped > 0) terminal.line(`${skipped} are of another kind and stay.`);
  if (refused > 0) terminal.line(`${refused} refused by SQS; they stay in the dead-letter queue.`);
  if (doubled > 0) {
    terminal.line(
      `${doubled} could not be deleted after they were sent; they will be there twice.`,
    );
  }
  if (returned > 0) {
    const text = `${returned} failed again and came back. What made them fail is not mended.`;
    terminal.line(terminal.style('red', text));
  }
}

const moveEndings = {
  drained: 'SQS has no more to move.',
  cancelled: 'The move is cancelled: the rest is where it was.',
  cancelling: 'The move is being cancelled: SQS moves some more before it ends.',
  left: 'SQS goes on with the move.',
} as const satisfies Record<MoveResult['stopped'], string>;

/** Writes the outcome of a move by SQS itself for people. */
export function printMove(
  { moved, stopped, isJoined }: MoveResult,
  terminal: Terminal,
  lines: CommandLines,
): void {
  if (isJoined) terminal.line('A move was under way already; it was followed, at its own rate.');
  terminal.line(
    `${terminal.style('bold', `${moved} moved to the intake queue.`)} ${moveEndings[stopped]}`,
  );
  if (stopped !== 'left') return;
  terminal.line(`Follow it again: ${lines.same()}`);
  terminal.line(`End it: ${lines.other(['dlq', 'redrive'], { cancel: true })}`);
}
