import { CommandError } from '../../client/command-error.ts';
import type { CommandLines } from '../../client/command-lines.ts';
import type { RedriveDryRun } from '../../client/dead-letters/foresee-redrive.ts';
import type { MoveResult } from '../../client/dead-letters/move-by-sqs.ts';
import type { RedriveResult } from '../../client/dead-letters/redrive.ts';
import {
  foreseenTexts,
  leftTexts,
  moveEndings,
  redriveEndings,
  redriveFailures,
  returnedText,
} from '../../client/dead-letters/redrive-texts.ts';
import { printable } from '../../client/terminal/printable.ts';
import type { Terminal } from '../../client/terminal/terminal.ts';
import { type ListLine, printGroups } from './print-groups.ts';

/** Writes the outcome of a redrive for people. */
export function printRedrive(result: RedriveResult, terminal: Terminal): void {
  const { moved, returned, stopped } = result;
  terminal.line(
    `${terminal.style('bold', `${moved} moved to the intake queue.`)} ${redriveEndings[stopped]}`,
  );
  for (const text of leftTexts(result)) terminal.line(text);
  if (returned > 0) terminal.line(terminal.style('red', returnedText(returned)));
}

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

/** The error of a run that stopped by itself, with the two ways to go on. */
export function failureOf(
  { stopped, returned }: RedriveResult,
  run: string,
  lines: CommandLines,
): CommandError | undefined {
  const message = redriveFailures[stopped]?.(returned);
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
      const text = foreseenTexts[outcome.kind](outcome);
      terminal.line(printable(`${fingerprint}  ${outcome.count} ${text}`));
    }
  }
}
