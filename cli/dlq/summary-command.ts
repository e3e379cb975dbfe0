import type { Command } from 'commander';
import { connect, endLook, type ProgramContext, print } from '../command.ts';
import { positiveInteger } from '../numbers.ts';
import { type LetterFlags, openDeadLetters, withLetterOptions } from './open-dead-letters.ts';
import { printSummary } from './print-summary.ts';
import { summarizeDeadLetters } from './summarize.ts';

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
        const { queue, diagnose } = await openDeadLetters(connected, context, options);
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
