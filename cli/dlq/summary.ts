import type { Command } from 'commander';
import type { CommandLines } from '../../client/command-lines.ts';
import {
  type DeadLetterSummary,
  summarizeDeadLetters,
} from '../../client/dead-letters/summarize.ts';
import type { Terminal } from '../../client/terminal/terminal.ts';
import { endLook, type ProgramContext, print } from '../command.ts';
import { connect } from '../connect.ts';
import type { LetterFlags } from './letter-options.ts';
import { lettersOf } from './open-letters.ts';
import { printGroups } from './print-groups.ts';

export interface SummaryFlags extends LetterFlags {
  readonly max: number;
}

/** `spillway dlq summary` */
export function summary(
  options: SummaryFlags,
  command: Command,
  context: ProgramContext,
): Promise<void> {
  return connect(command, context, async (connected) => {
    const { queue, diagnose } = await lettersOf(connected, context, options);
    const summary = await summarizeDeadLetters(queue, {
      ...{ diagnose, max: options.max, signal: context.signal },
      onProgress: (examined) => context.err.progress(`looked at ${examined}`),
    });
    const { lines } = connected;
    print(options, context, summary, (result, out) => printSummary(result, out, lines));
    endLook(context);
  });
}

/** Writes a summary for people. No body, header or id is in it. */
function printSummary(summary: DeadLetterSummary, terminal: Terminal, lines: CommandLines): void {
  const { visible, examined, firstExpiry } = summary;
  if (examined === 0) {
    terminal.line(noneText(visible));
    return;
  }
  const part = examined < visible ? ` (of about ${visible})` : '';
  terminal.line(terminal.style('bold', `${examined} dead letters${part}`));
  if (examined < visible) terminal.line(`Look at all: ${lines.same({ max: 2 * visible })}`);
  printGroups(summary.groups, terminal);
  terminal.line();
  if (firstExpiry) terminal.line(`SQS drops the first of them at ${firstExpiry}.`);
}

function noneText(visible: number): string {
  return visible === 0
    ? 'There are no dead letters.'
    : `SQS counts ${visible} dead letters, but shows none: somebody else holds them. Try again in a minute.`;
}
