import type { Command } from 'commander';
import type { LetterFilter } from '../../client/dead-letters/letter-filter.ts';
import {
  type DeadLetterSummary,
  summarizeDeadLetters,
} from '../../client/dead-letters/summarize.ts';
import type { Terminal } from '../../client/terminal/terminal.ts';
import { endLook, type ProgramContext, print } from '../command.ts';
import { connect } from '../connect.ts';
import type { LetterFlags } from './letter-options.ts';
import { listLineOf } from './list-line.ts';
import { lettersOf } from './open-letters.ts';
import { type ListLine, printGroups } from './print-groups.ts';
import { printLook } from './print-look.ts';

export interface SummaryFlags extends LetterFlags, LetterFilter {
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
      ...{ diagnose, filter: options, max: options.max, signal: context.signal },
      onProgress: (examined) => context.err.progress(`looked at ${examined}`),
    });
    const { lines } = connected;
    print(options, context, summary, (result, out) => {
      if (!printLook(result, out, lines)) return;
      printKinds(result, out, listLineOf(lines, options));
    });
    endLook(context);
  });
}

/** Writes a summary for people. No body or header is in it. */
function printKinds(summary: DeadLetterSummary, terminal: Terminal, listLine: ListLine): void {
  const { groups, firstExpiry } = summary;
  printGroups(groups, terminal, listLine);
  terminal.line();
  if (firstExpiry) terminal.line(`SQS drops the first of them at ${firstExpiry}.`);
}
