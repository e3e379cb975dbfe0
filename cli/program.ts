import { Command, InvalidArgumentError } from 'commander';
import {
  type Connected,
  connect,
  type ProgramContext,
  print,
  type Shared,
  withShared,
} from './command.ts';
import { printRedrive, printSummary } from './dlq/print-dead-letters.ts';
import { redriveDeadLetters } from './dlq/redrive.ts';
import { summarizeDeadLetters } from './dlq/summarize.ts';
import { findQueue, readDepth } from './queues.ts';
import { addSecrets } from './secrets/commands.ts';
import { printStatus } from './status/print-status.ts';
import { readStatus } from './status/read-status.ts';

/** The commands. What fails is thrown as a CommandError, or as commander's own error. */
export function createProgram(context: ProgramContext): Command {
  const program = new Command('spillway')
    .description('See how a stage of Spillway is, change its secrets, and bring dead letters back.')
    .showHelpAfterError('(add --help for the options)')
    .exitOverride();
  addStatus(program, context);
  const dlq = program
    .command('dlq')
    .description('Dead letters: what they are, and their way back.');
  addSummary(dlq, context);
  addRedrive(dlq, context);
  addSecrets(program, context);
  return program;
}

function addStatus(program: Command, context: ProgramContext): void {
  withShared(program.command('status'), context)
    .description('Queues, functions and alarms. Changes nothing.')
    .addHelpText(
      'after',
      '\nExamples:\n  npx spillway status\n  npx spillway status --stage prod --json',
    )
    .action((options: Shared) =>
      connect(options, context, async ({ clients, stage }) => {
        const status = await readStatus(clients, stage.name, new Date(context.now()));
        print(options, context, status, printStatus);
      }),
    );
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

function positiveNumber(text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError('It must be a number above 0.');
}

function positiveInteger(text: string): number {
  const value = positiveNumber(text);
  if (Number.isSafeInteger(value)) return value;
  throw new InvalidArgumentError('It must be a whole number above 0.');
}
