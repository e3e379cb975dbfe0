import { CommandError } from '../../client/command-error.ts';
import type { CommandLines } from '../../client/command-lines.ts';
import type { Foreseen, RedriveDryRun } from '../../client/dead-letters/foresee-redrive.ts';
import type { MoveResult } from '../../client/dead-letters/move-by-sqs.ts';
import type { RedriveResult } from '../../client/dead-letters/redrive.ts';
import { printable } from '../../client/terminal/printable.ts';
import type { Terminal } from '../../client/terminal/terminal.ts';
import { type ListLine, printGroups } from './print-groups.ts';

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

const failures: Partial<Record<RedriveResult['stopped'], (returned: number) => string>> = {
  failures: (returned) => `Stopped: ${returned} that this run sent failed again and came back.`,
  'sample-returned': () => 'Stopped: of the sample, some failed again and came back.',
  'sample-unsettled': () => 'Stopped: the sample has not come to its end within the time (--wait).',
};

/** The error of a run that stopped by itself, with the two ways to go on. */
export function failureOf(
  { stopped, returned }: RedriveResult,
  run: string,
  lines: CommandLines,
): CommandError | undefined {
  const message = failures[stopped]?.(returned);
  if (message === undefined) return undefined;
  const remedy = [
    'Mend what made them fail. Then go on with all, those that came back too:',
    `  ${lines.same({ resume: undefined })}`,
    'Or leave alone what came back:',
    `  ${lines.same({ resume: run })}`,
  ];
  return new CommandError(message, remedy.join('\n'));
}

/** Writes a dry run for people. */
export function printDryRun(
  { groups, examined }: RedriveDryRun,
  terminal: Terminal,
  listLine: ListLine,
): void {
  terminal.line(`Nothing was moved. ${examined} dead letters were tried with the code of today.`);
  const printed = printGroups(groups, terminal, listLine);
  if (printed.length > 0) terminal.line();
  for (const { fingerprint, would } of printed) {
    for (const outcome of would) {
      const text = texts[outcome.kind](outcome);
      terminal.line(printable(`${fingerprint}  ${outcome.count} ${text}`));
    }
  }
}

const texts = {
  delivered: ({ destinations }) => `would go to ${destinations.join(', ')}`,
  duplicate: ({ destinations }) =>
    `would be duplicates: ${destinations.join(', ')} has it, or has a letter of its own`,
  filtered: ({ route }) => `would be filtered by the route ${route}`,
  unreadable: ({ why }) => `would come back, since they can't be read: ${why}`,
  'body-lost': ({ why }) => `would come back: ${why}`,
  'transform-fails': ({ destinations, why }) =>
    `would fail in the transform for ${destinations.join(', ')}: ${why}`,
} as const satisfies Record<Foreseen['kind'], (foreseen: Foreseen) => string>;
