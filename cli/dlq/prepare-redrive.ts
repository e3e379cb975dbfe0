import type { Connected, ProgramContext } from '../command.ts';
import { progressBar } from '../progress-bar.ts';
import { findQueue, readDepth } from '../queues.ts';
import { findReturned, watchReturns } from './find-returned.ts';
import { hasFilter, matchesFilter } from './letter-filter.ts';
import { holdFor } from './letter-taker.ts';
import type { DeadLetters } from './open-dead-letters.ts';
import type { RedriveOptions } from './redrive.ts';
import type { RedriveFlags } from './redrive-command.ts';
import { waitForSample } from './wait-for-sample.ts';

export type RunFlags = RedriveFlags & { readonly run: string };

export async function prepareRedrive(
  connected: Connected,
  letters: DeadLetters,
  options: RunFlags,
  context: ProgramContext,
): Promise<RedriveOptions> {
  const { queue, diagnose } = letters;
  const intakeUrl = await findQueue(connected.clients.sqs, connected.stage.name, 'intake');
  const { visible, inFlight } = await readDepth(queue.sqs, queue.url);
  const { rate, limit = Number.POSITIVE_INFINITY, run: runId, stopAfter } = options;
  const { now, sleep, signal, err } = context;
  const startedAt = now();
  const run = { queue, intakeUrl, runId, now, sleep, signal };
  const returnedBefore = new Set(options.resume === undefined ? [] : await findReturned(run));
  return {
    ...{ ...run, limit, ratePerSecond: rate, returnedBefore },
    stopAfter: stopAfter ?? Number.POSITIVE_INFINITY,
    ...(stopAfter === undefined
      ? {}
      : { returned: watchReturns({ ...run, stopAfter }, visible + inFlight) }),
    // What is not moved has to stay out of sight until all have been looked at.
    holdSeconds: hasFilter(options) ? holdFor(Math.max(visible, 10), Math.min(rate, 50)) : 60,
    onProgress: (moved) =>
      err.progress(progressBar(moved, Math.min(visible, limit), { startedAt, now: now() })),
    ...(hasFilter(options)
      ? {
          select: async (some) =>
            (await diagnose(some))
              .filter(({ diagnosis }) => matchesFilter(options, diagnosis))
              .map(({ letter }) => letter),
        }
      : {}),
    ...sampleOf(connected, letters, options, { ...run, returnedBefore, onProgress: err.progress }),
  };
}

type Wait = Parameters<typeof waitForSample>[0];

function sampleOf(
  { stage }: Connected,
  { readRecords }: DeadLetters,
  { sample, wait }: RunFlags,
  run: Omit<Wait, 'readRecords' | 'boundSeconds' | 'quietSeconds'>,
): Pick<RedriveOptions, 'sample'> {
  if (sample === undefined) return {};
  const sampleWait: Wait = {
    ...{ ...run, readRecords, boundSeconds: wait },
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html
    quietSeconds: stage.isEmbedded ? 2 : 60,
  };
  return {
    sample: { count: sample, hasPassed: (sent) => waitForSample(sampleWait, sent) },
  };
}
