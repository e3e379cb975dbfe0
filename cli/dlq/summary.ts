import type { Command } from 'commander';
import type { CommandLines } from '../../client/command-lines.ts';
import {
  type DeadLetterSummary,
  summarizeDeadLetters,
} from '../../client/dead-letters/summarize.ts';
import type { Terminal } from '../../client/terminal/terminal.ts';
import { connect, endLook, type ProgramContext, print } from '../command.ts';
import { positiveInteger } from '../option-values.ts';
import { type LetterFlags, lettersOf, withLetterOptions } from './letter-options.ts';
import { printGroups } from './print-groups.ts';

interface SummaryFlags extends LetterFlags {
  readonly max: number;
}

export function addSummary(dlq: Command, context: ProgramContext): void {
  withLetterOptions(dlq.command('summary'), context)
    .description(
      'What kinds of dead letters there are, by fingerprint, source and version. Takes none, and prints no content.',
    )
    .option('--max <count>', 'look at no more than this many', positiveInteger, 1000)
    .addHelpText(
      'after',
      '\nExamples:\n  npx spillway dlq summary\n  npx spillway dlq summary --stage prod --max 5000 --json',
    )
    .action((options: SummaryFlags, command: Command) =>
      connect(command, context, async (connected) => {
        const { queue, diagnose } = await lettersOf(connected, context, options);
        const summary = await summarizeDeadLetters(queue, {
          ...{ diagnose, max: options.max, signal: context.signal },
          onProgress: (examined) => context.err.progress(`looked at ${examined}`),
        });
        const { lines } = connected;
        print(options, context, summary, (result, out) => printSummary(result, out, lines));
        endLook(context);
      }),
    );
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
