import { randomUUID } from 'node:crypto';
import { type Command, InvalidArgumentError } from 'commander';
import { type Connected, endLook, type ProgramContext, print } from '../command.ts';
import { type ChangeFlags, connectToChange, withYes } from '../confirm-change.ts';
import { positiveInteger, positiveNumber } from '../numbers.ts';
import { dryRun, printDryRun } from './dry-run.ts';
import { hasFilter, type LetterFilter, withFilter } from './letter-filter.ts';
import { canSqsMove } from './move-task.ts';
import { type LetterFlags, withLetterOptions } from './open-dead-letters.ts';
import { cancelRedrive, redriveAll } from './redrive-all.ts';
import { redriveSome } from './redrive-some.ts';

export interface RedriveFlags extends LetterFlags, LetterFilter, ChangeFlags {
  readonly rate: number;
  readonly limit?: number;
  readonly sample?: number;
  readonly wait: number;
  readonly stopAfter?: number;
  readonly resume?: string;
  readonly dryRun?: boolean;
  readonly max: number;
  readonly cancel?: boolean;
}

const examples = `
Examples:
  npx spillway dlq redrive --dry-run
  npx spillway dlq redrive --fingerprint 3f1c2f60c1d1 --sample 5 --rate 10
  npx spillway dlq redrive --class transient --stop-after 10
  npx spillway dlq redrive --stage prod --rate 100

With nothing but --rate, SQS itself moves them all. With any other option, this command does, one by one.`;

export function addRedrive(dlq: Command, context: ProgramContext): void {
  withYes(withFilter(withLetterOptions(dlq.command('redrive'), context)))
    .description(
      'Sends dead letters through again, slowly, each one stored in the intake queue before it is deleted here.',
    )
    .option('--reason <name>', 'only with this reason: refused, malformed, exhausted, …')
    .option('--rate <per second>', 'how many a second', positiveNumber, 50)
    .option('--limit <count>', 'no more than this many (default: all)', positiveInteger)
    .option('--sample <count>', 'so many first; the rest only if none came back', positiveInteger)
    .option('--wait <seconds>', 'how long the sample may take', positiveNumber, 600)
    .option('--stop-after <count>', 'stop when so many came back', positiveInteger)
    .option('--resume <run>', 'go on with a run: what came back from it is left alone', runId)
    .option('--dry-run', 'say what would become of them with the code of today, and move nothing')
    .option('--max <count>', 'look at no more than this many in a dry run', positiveInteger, 1000)
    .option('--cancel', 'end the move that SQS does itself, whoever started it')
    .addHelpText('after', examples)
    .action((options: RedriveFlags, command: Command) =>
      connectToChange(command, context, (connected) => redrive(connected, options, context)),
    );
}

/** As `service/webhook/envelope.ts` takes a nonce. */
function runId(text: string): string {
  if (/^[A-Za-z0-9-]{1,64}$/.test(text)) return text;
  throw new InvalidArgumentError('It is not the id of a run, as `dlq redrive` prints it.');
}

async function redrive(
  connected: Connected,
  options: RedriveFlags,
  context: ProgramContext,
): Promise<void> {
  if (options.dryRun) {
    print(options, context, await dryRun(connected, options, context), printDryRun);
    endLook(context);
  } else if (options.cancel) {
    await cancelRedrive(connected, options, context);
  } else if (isForSqs(options)) {
    await redriveAll(connected, options, context);
  } else {
    await redriveSome(connected, { ...options, run: options.resume ?? randomUUID() }, context);
  }
}

function isForSqs(options: RedriveFlags): boolean {
  const { reason, limit, sample, stopAfter, resume, rate } = options;
  const isPlain = [reason, limit, sample, stopAfter, resume].every((one) => one === undefined);
  return isPlain && !hasFilter(options) && canSqsMove(rate);
}
