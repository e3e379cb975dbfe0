import { setTimeout } from 'node:timers/promises';
import type { DeadLetters } from '../../../../client/dead-letters/open-dead-letters.ts';
import {
  isForSqs,
  readMovePlaces,
  runMove,
  runRedrive,
} from '../../../../client/dead-letters/run-redrive.ts';
import type { ConsoleContext } from '../endpoint.ts';
import type { JobPorts } from './letter-desk.ts';
import type { JobOutcome } from './letter-job.ts';
import type { RedriveOrderOfPage } from './letter-order.ts';

interface Redriving {
  readonly runId: string;
  readonly order: RedriveOrderOfPage;
  readonly context: Pick<ConsoleContext, 'stage' | 'clients' | 'lines'>;
  readonly letters: DeadLetters;
}

/** Sends dead letters through again as `spillway dlq redrive` does, all of them by SQS itself where that can. */
export function redriveJob(redriving: Redriving, ports: JobPorts): Promise<JobOutcome> {
  const { filter, limit, sample, stopAfter, resume, ratePerSecond } = redriving.order;
  const others = [limit, sample, stopAfter, resume];
  return isForSqs(filter, { ratePerSecond, others })
    ? all(redriving, ports)
    : some(redriving, ports);
}

async function all({ order, context }: Redriving, { signal, tell }: JobPorts): Promise<JobOutcome> {
  const result = await runMove(context, {
    ...(await readMovePlaces(context)),
    ...{ ratePerSecond: order.ratePerSecond, signal },
    lines: {
      other: context.lines.other,
      same: (changes) =>
        context.lines.other(['dlq', 'redrive'], { rate: order.ratePerSecond, ...changes }),
    },
    sleep: (milliseconds) => setTimeout(milliseconds),
    confirm: async () => undefined,
    onProgress: (done, toDo) => tell({ done, toDo }),
  });
  tell({ done: result.moved });
  return { kind: 'move', result };
}

async function some(
  { runId, order, context, letters }: Redriving,
  { signal, tell }: JobPorts,
): Promise<JobOutcome> {
  const { filter, ratePerSecond, sample, stopAfter, resume, waitSeconds, expected } = order;
  const { limit = Number.POSITIVE_INFINITY } = order;
  const wanted = {
    ...{ runId, filter, ratePerSecond, limit, stopAfter, isResumed: resume !== undefined },
    sample: sample === undefined ? undefined : { count: sample, waitSeconds },
  };
  const result = await runRedrive(context, letters, wanted, {
    ...{ signal, now: Date.now },
    sleep: (milliseconds) => setTimeout(milliseconds, undefined, { signal }).catch(() => undefined),
    onProgress: (done, toDo) => tell({ done, toDo: Math.min(toDo, expected ?? toDo) }),
    onSampleProgress: (says) => tell({ says }),
    onSamplePassed: (samplePassed) => tell({ samplePassed, says: '' }),
  });
  tell({ done: result.moved, says: '' });
  return { kind: 'redrive', result };
}
