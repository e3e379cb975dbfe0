import { exitCodeOf } from '../../client/exit-codes.ts';
import { type Connected, type ProgramContext, print } from '../command.ts';
import { CommandError } from '../command-error.ts';
import type { CommandLines } from '../command-line.ts';
import { confirmChange } from '../confirm-change.ts';
import { explainError } from '../explain-error.ts';
import { withGoOn } from '../go-on.ts';
import { accountOf } from '../queues.ts';
import { countLetters } from './count-letters.ts';
import type { DiagnosedLetter } from './diagnose.ts';
import { hasFilter, matchesFilter } from './letter-filter.ts';
import { type DeadLetters, openDeadLetters } from './open-dead-letters.ts';
import { prepareRedrive, type RunFlags } from './prepare-redrive.ts';
import { printRedrive } from './print-redrive.ts';
import { type RedriveResult, redriveDeadLetters } from './redrive.ts';

/** Moves them one by one: some of them, or with a look at what becomes of them. */
export async function redriveSome(
  connected: Connected,
  options: RunFlags,
  context: ProgramContext,
): Promise<void> {
  const { stage, lines } = connected;
  const goOn = lines.same({ resume: options.run });
  const letters = await openDeadLetters(connected, context, options);
  await confirmChange(connected, options, context, () => describe(letters, options, context));
  context.err.line(`Run ${options.run}. If it ends early, go on with: ${goOn}`);
  const redrive = await prepareRedrive(connected, letters, options, context);
  const result = await redriveDeadLetters(redrive).catch((error: unknown) => {
    throw withGoOn(explainError(error, stage, lines), goOn);
  });
  print(options, context, result, printRedrive);
  end(result, options, context, lines);
}

async function describe(letters: DeadLetters, options: RunFlags, { signal }: ProgramContext) {
  const { limit = Number.POSITIVE_INFINITY, rate, sample } = options;
  const isChosen = hasFilter(options)
    ? ({ diagnosis }: DiagnosedLetter) => matchesFilter(options, diagnosis)
    : undefined;
  const count = await countLetters(letters, { isChosen, limit, signal });
  const first = sample === undefined ? '' : `, ${sample} first and the rest if none comes back`;
  return {
    what: `Send through again ${count}, ${rate} a second${first}`,
    account: accountOf(letters.queue.url),
  };
}

/** Says how to go on, and ends the command with what became of the run. */
function end(
  result: RedriveResult,
  options: RunFlags,
  { err, setExitCode }: ProgramContext,
  lines: CommandLines,
): void {
  const { refused, doubled, moved, stopped } = result;
  setExitCode(exitCodeOf(stopped, refused + doubled));
  if (stopped === 'interrupted') {
    const limit = options.limit && options.limit - moved;
    if (limit !== 0) err.line(`Go on with: ${lines.same({ resume: options.run, limit })}`);
  }
  const failure = failureOf(result);
  if (failure === undefined) return;
  throw new CommandError(
    failure,
    [
      'Mend what made them fail. Then go on with all, those that came back too:',
      `  ${lines.same({ resume: undefined })}`,
      'Or leave alone what came back:',
      `  ${lines.same({ resume: options.run })}`,
    ].join('\n'),
  );
}

function failureOf({ stopped, returned }: RedriveResult): string | undefined {
  const failures: Partial<Record<RedriveResult['stopped'], string>> = {
    failures: `Stopped: ${returned} that this run sent failed again and came back.`,
    'sample-returned': 'Stopped: of the sample, some failed again and came back.',
    'sample-unsettled': 'Stopped: the sample has not come to its end within the time (--wait).',
  };
  return failures[stopped];
}
