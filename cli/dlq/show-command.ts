import type { Command } from 'commander';
import { connect, endLook, type ProgramContext, print } from '../command.ts';
import { CommandError } from '../command-error.ts';
import type { CommandLines } from '../command-line.ts';
import { positiveInteger } from '../numbers.ts';
import { readDepth } from '../queues.ts';
import { type LetterFlags, openDeadLetters, withLetterOptions } from './open-dead-letters.ts';
import { printLetters } from './print-letter.ts';
import { describeLetter, findLetters, readBody, type Sought } from './show-letter.ts';

interface ShowFlags extends LetterFlags {
  readonly max: number;
  readonly body?: boolean;
}

export function addShow(dlq: Command, context: ProgramContext): void {
  withLetterOptions(dlq.command('show <id>'), context)
    .description(
      'One dead letter, by its delivery id or SQS message id: what it is and why it is here. Takes none.',
    )
    .option('--body', 'print its body too, which may hold what nobody should see')
    .option('--max <count>', 'look at no more than this many', positiveInteger, 10_000)
    .addHelpText(
      'after',
      '\nExamples:\n  npx spillway dlq show 3f1c2f60-c1d1-11f0-9a5e-52ab8c14f0c1\n  npx spillway dlq show evt_1QxYz --stage prod --body',
    )
    .action((id: string, options: ShowFlags, command: Command) =>
      connect(command, context, async (connected) => {
        const { queue, diagnose, fetchBody } = await openDeadLetters(connected, context, options);
        const sought = await findLetters(queue, id, {
          ...{ diagnose, max: options.max, signal: context.signal },
          onProgress: (examined) => context.err.progress(`looked at ${examined}`),
        });
        if (sought.found.length === 0) throw notFound(id, sought, options, connected.lines);
        const { retentionSeconds } = await readDepth(queue.sqs, queue.url);
        const shown = await Promise.all(
          sought.found.map(async (one) =>
            describeLetter(
              one,
              retentionSeconds,
              options.body ? await readBody(fetchBody, one) : undefined,
            ),
          ),
        );
        print(options, context, shown, printLetters);
        endLook(context);
      }),
    );
}

export function notFound(
  id: string,
  { examined }: Pick<Sought, 'examined'>,
  { max, stage }: Pick<ShowFlags, 'max' | 'stage'>,
  lines: CommandLines,
): CommandError {
  const message = `No dead letter of ${stage} has the delivery id or message id ${id}: ${examined} were looked at.`;
  const remedy =
    examined >= max
      ? `There may be more: ${lines.same({ max: max * 10 })}`
      : 'It was sent through again, discarded or dropped, or another command holds it: try again in a minute.';
  return new CommandError(message, remedy);
}
