import { discardDeadLetters } from '../../../../client/dead-letters/discard.ts';
import { matchesFilter } from '../../../../client/dead-letters/letter-filter.ts';
import { holdFor } from '../../../../client/dead-letters/letter-taker.ts';
import type { DeadLetters } from '../../../../client/dead-letters/open-dead-letters.ts';
import { bucketName } from '../../../../client/stage/bucket.ts';
import { readDepth } from '../../../../client/stage/queues.ts';
import { userName } from '../../../../client/user-name.ts';
import type { ConsoleContext } from '../endpoint.ts';
import type { JobPorts } from './letter-desk.ts';
import type { JobOutcome } from './letter-job.ts';
import type { DiscardOrder } from './letter-order.ts';

interface Discarding {
  readonly order: DiscardOrder;
  readonly context: Pick<ConsoleContext, 'stage' | 'clients'>;
  readonly letters: DeadLetters;
}

/** Archives dead letters with a reason and deletes them, as `spillway dlq discard` does. */
export async function discardJob(
  { order, context: { stage, clients }, letters }: Discarding,
  { signal, tell }: JobPorts,
): Promise<JobOutcome> {
  const { queue, diagnose } = letters;
  const { id, filter, why, expected } = order;
  const limit = id === undefined ? (order.limit ?? Number.POSITIVE_INFINITY) : 1;
  const { visible } = await readDepth(queue.sqs, queue.url);
  const toDo = Math.min(expected ?? visible, limit);
  const result = await discardDeadLetters(clients.s3, {
    ...{ queue, diagnose, limit, signal, reason: why, by: userName(), now: Date.now },
    isChosen: ({ letter, diagnosis }) =>
      (id === undefined || letter.messageId === id) && matchesFilter(filter, diagnosis),
    bucket: await bucketName(clients.s3, stage, queue.url),
    holdSeconds: holdFor(Math.max(visible, 10), 20),
    onProgress: (done) => tell({ done, toDo }),
  });
  tell({ done: result.discarded });
  return { kind: 'discard', result };
}
