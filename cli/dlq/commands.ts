import type { Command } from 'commander';
import {
  type Connected,
  connect,
  type ProgramContext,
  print,
  type Shared,
  withShared,
} from '../command.ts';
import { positiveInteger, positiveNumber } from '../numbers.ts';
import { findQueue, readDepth } from '../queues.ts';
import { printRedrive, printSummary } from './print-dead-letters.ts';
import { redriveDeadLetters } from './redrive.ts';
import { summarizeDeadLetters } from './summarize.ts';

/** `spillway dlq …` */
export function addDeadLetters(program: Command, context: ProgramContext): void {
  const dlq = program
    .command('dlq')
    .description('Dead letters: what they are, and their way back.');
  addSummary(dlq, context);
  addRedrive(dlq, context);
}

function addSummary(dlq: Command, context: ProgramContext): void {
  withShared(dlq.command('summary'), context)
    .description('What kinds of dead letters there are. Takes none, and prints no content.')
    .option('--max <count>', 'look at no more than this many', positiveInteger, 1000)
    .addHelpText(
      'after',
      '\nExamples:\n  npx spillway dlq summary\n  npx spillway dlq summary --stage prod --max 5000 --json',
    )
    .action((options: Shared & { readonly max: number }) =>
      connect(options, context, async ({ clients: { sqs }, stage }) => {
        const queueUrl = await findQueue(sqs, stage.name, 'dead-letters');
        const summary = await summarizeDeadLetters(sqs, queueUrl, {
          max: options.max,
          signal: context.signal,
          onProgress: (examined) => context.err.progress(`looked at ${examined}`),
        });
        print(options, context, summary, printSummary);
      }),
    );
}

interface RedriveFlags extends Shared {
  readonly rate: number;
  readonly limit?: number;
  readonly dryRun?: boolean;
}

function addRedrive(dlq: Command, context: ProgramContext): void {
  withShared(dlq.command('redrive'), context)
    .description(
      'Moves dead letters back to the intake queue, slowly, each one sent before it is deleted.',
    )
    .option('--rate <per second>', 'how many a second', positiveNumber, 50)
    .option('--limit <count>', 'no more than this many (default: all)', positiveInteger)
    .option('--dry-run', 'say what would be moved, and move nothing')
    .addHelpText(
      'after',
      '\nExamples:\n  npx spillway dlq redrive --dry-run\n  npx spillway dlq redrive --limit 1\n  npx spillway dlq redrive --stage prod --rate 10',
    )
    .action((options: RedriveFlags) =>
      connect(options, context, (connected) => redrive(connected, options, context)),
    );
}

async function redrive(
  { clients: { sqs }, stage }: Connected,
  options: RedriveFlags,
  context: ProgramContext,
) {
  const { limit = Number.POSITIVE_INFINITY, rate } = options;
  const deadLetterUrl = await findQueue(sqs, stage.name, 'dead-letters');
  const intakeUrl = await findQueue(sqs, stage.name, 'intake');
  if (options.dryRun) {
    const summary = await summarizeDeadLetters(sqs, deadLetterUrl, { max: Math.min(limit, 1000) });
    print(options, context, { dryRun: true, ...summary }, (shown, out) => {
      out.line('Nothing was moved. A redrive would begin with these:');
      printSummary(shown, out);
    });
    return;
  }
  const { visible } = await readDepth(sqs, deadLetterUrl);
  const total = Math.min(visible, limit);
  const result = await redriveDeadLetters(sqs, {
    ...{ deadLetterUrl, intakeUrl, limit, ratePerSecond: rate },
    signal: context.signal,
    now: context.now,
    sleep: context.sleep,
    onProgress: (moved) => context.err.progress(`moved ${moved} of about ${total}`),
  });
  print(options, context, result, printRedrive);
}
