import type { Command } from 'commander';
import { type ProgramContext, withYes } from '../command.ts';
import { positiveInteger, positiveNumber, ratePerSecond, runId } from '../option-values.ts';
import { lookAtMost, withFilter, withLetterOptions, withReason } from './letter-options.ts';
import type { RedriveFlags } from './redrive.ts';

const examples = `
Examples:
  npx spillway dlq redrive --dry-run
  npx spillway dlq redrive --fingerprint 3f1c2f60c1d1 --sample 5 --rate 10
  npx spillway dlq redrive --class transient --stop-after 10
  npx spillway dlq redrive --stage prod --rate 100

With nothing but --rate, SQS itself moves them all. With any other option, this command does, one by one.`;

export function addRedrive(dlq: Command, context: ProgramContext): void {
  withYes(withReason(withFilter(withLetterOptions(dlq.command('redrive'), context), context)))
    .description(
      'Sends dead letters through again, slowly, each one stored in the intake queue before it is deleted here.',
    )
    .option('--rate <per second>', 'how many a second', ratePerSecond, 50)
    .option('--limit <count>', 'no more than this many (default: all)', positiveInteger)
    .option('--sample <count>', 'so many first; the rest only if none came back', positiveInteger)
    .option('--wait <seconds>', 'how long the sample may take', positiveNumber, 600)
    .option('--stop-after <count>', 'stop when so many came back', positiveInteger)
    .option(
      '--resume <run>',
      'go on with a run: what came back from it is left alone',
      runId('It is not the id of a run, as `dlq redrive` prints it.'),
    )
    .option('--dry-run', 'say what would become of them with the code of today, and move nothing')
    .option(
      '--max <count>',
      'look at no more than this many in a dry run',
      positiveInteger,
      lookAtMost,
    )
    .option('--cancel', 'end the move that SQS does itself, whoever started it')
    .addHelpText('after', examples)
    .action(async (options: RedriveFlags, command: Command) => {
      const { redrive } = await import('./redrive.ts');
      await redrive(options, command, context);
    });
}
