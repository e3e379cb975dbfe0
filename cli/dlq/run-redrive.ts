import { type Connected, type ProgramContext, print } from '../command.ts';
import { CommandError } from '../command-error.ts';
import { progressBar } from '../progress-bar.ts';
import { findQueue, readArn, readDepth } from '../queues.ts';
import { type ReturnWatch, watchReturns } from './find-returned.ts';
import { hasFilter, matchesFilter } from './letter-filter.ts';
import { holdFor } from './letter-taker.ts';
import { moveDeadLetters } from './move-task.ts';
import { openDeadLetters } from './open-dead-letters.ts';
import { printMove, printRedrive } from './print-redrive.ts';
import { type RedriveOptions, type RedriveResult, redriveDeadLetters } from './redrive.ts';
import type { RedriveFlags } from './redrive-command.ts';
import { waitForSample } from './wait-for-sample.ts';

/** Has SQS itself move them all. */
export async function redriveAll(
  { clients: { sqs }, stage }: Connected,
  options: RedriveFlags,
  context: ProgramContext,
): Promise<void> {
  const { now, signal, sleep, err } = context;
  const startedAt = now();
  const result = await moveDeadLetters(sqs, {
    deadLetterArn: await readArn(sqs, await findQueue(sqs, stage.name, 'dead-letters')),
    intakeArn: await readArn(sqs, await findQueue(sqs, stage.name, 'intake')),
    ratePerSecond: options.rate,
    ...{ signal, sleep },
    onProgress: (moved, toMove) =>
      err.progress(progressBar(moved, toMove, { startedAt, now: now() })),
  });
  print(options, context, result, printMove);
}

type RunFlags = RedriveFlags & { readonly run: string };

/** Moves them one by one: some of them, or with a look at what becomes of them. */
export async function redriveSome(
  connected: Connected,
  options: RunFlags,
  context: ProgramContext,
): Promise<void> {
  const { err } = context;
  err.line(`Run ${options.run}. If it ends early, go on with: ${resumeCommand(options)}`);
  const redriveOptions = await prepare(connected, options, context);
  const result = await redriveDeadLetters(redriveOptions);
  print(options, context, result, printRedrive);
  if (result.stopped === 'interrupted') err.line(`Go on with: ${resumeCommand(options)}`);
  const remedy = `Mend what made them fail, then go on with: ${resumeCommand(options)}`;
  const failure = failureOf(result);
  if (failure) throw new CommandError(failure, remedy);
}

async function prepare(
  connected: Connected,
  options: RunFlags,
  context: ProgramContext,
): Promise<RedriveOptions> {
  const { sqs } = connected.clients;
  const { queue, diagnose, readRecords } = await openDeadLetters(connected, context, options);
  const intakeUrl = await findQueue(sqs, connected.stage.name, 'intake');
  const { visible, inFlight } = await readDepth(sqs, queue.url);
  const { rate, limit = Number.POSITIVE_INFINITY, run: runId, sample } = options;
  const { now, sleep, signal, err } = context;
  const startedAt = now();
  const shared = { queue, intakeUrl, runId, now, sleep, signal };
  return {
    ...{ ...shared, limit, ratePerSecond: rate },
    ...stopping(shared, options.stopAfter, visible + inFlight),
    // What is not moved has to stay out of sight until all have been looked at.
    holdSeconds: hasFilter(options) ? holdFor(Math.max(visible, 10), Math.min(rate, 50)) : 60,
    onProgress: (moved) =>
      err.progress(progressBar(moved, Math.min(visible, limit), { startedAt, now: now() })),
    ...(hasFilter(options)
      ? {
          select: async (letters) =>
            (await diagnose(letters))
              .filter(({ diagnosis }) => matchesFilter(options, diagnosis))
              .map(({ letter }) => letter),
        }
      : {}),
    ...(sample === undefined
      ? {}
      : {
          sample: {
            count: sample,
            hasPassed: (letters) =>
              waitForSample(
                {
                  ...{ ...shared, readRecords, boundSeconds: options.wait },
                  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html
                  quietSeconds: connected.stage.isEmbedded ? 2 : 60,
                  onProgress: err.progress,
                },
                letters,
              ),
          },
        }),
  };
}

function stopping(
  watch: Omit<ReturnWatch, 'stopAfter'>,
  stopAfter: number | undefined,
  atStart: number,
): Pick<RedriveOptions, 'stopAfter' | 'returned'> {
  if (stopAfter === undefined) return { stopAfter: Number.POSITIVE_INFINITY };
  return { stopAfter, returned: watchReturns({ ...watch, stopAfter }, atStart) };
}

function failureOf({ stopped, returned }: RedriveResult): string | undefined {
  const failures: Partial<Record<RedriveResult['stopped'], string>> = {
    failures: `Stopped: ${returned} that this run sent failed again and came back.`,
    'sample-returned': 'Stopped: of the sample, some failed again and came back.',
    'sample-unsettled': 'Stopped: the sample has not come to its end within the time (--wait).',
  };
  return failures[stopped];
}

/** What is to be typed to go on with this run. */
function resumeCommand(options: RunFlags): string {
  const { stage, run, fingerprint, source, class: kind, reason, config, rate } = options;
  const chosen = { fingerprint, source, class: kind, reason };
  const flags = { stage, resume: run, ...chosen, config, rate, 'stop-after': options.stopAfter };
  const words = Object.entries(flags).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name} ${value}`],
  );
  return `npx spillway dlq redrive ${words.join(' ')}`;
}
