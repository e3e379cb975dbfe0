import { readLetter } from '../../client/dead-letters/dead-letter.ts';
import { lookThrough } from '../../client/dead-letters/letter-taker.ts';
import type { Clients } from '../../client/stage/clients.ts';
import { findQueue, readDepth } from '../../client/stage/queues.ts';
import type { Stage } from '../../client/stage/stage.ts';
import type { BacklogSample } from '../run-record.ts';

interface Queues {
  readonly sampleBacklog: () => Promise<BacklogSample>;
  /** The delivery ids of all dead letters. They stay in their queue. */
  readonly readDeadLetters: () => Promise<readonly string[]>;
}

const max = 100_000;

/** On AWS only a long poll asks all of SQS's servers. */
const longPollSeconds = 1;

export async function openStageQueues(sqs: Clients['sqs'], stage: Stage): Promise<Queues> {
  const [intakeUrl, url] = await Promise.all([
    findQueue(sqs, stage.name, 'intake'),
    findQueue(sqs, stage.name, 'dead-letters'),
  ]);
  return {
    async sampleBacklog() {
      const at = performance.timeOrigin + performance.now();
      const { visible, delayed, inFlight } = await readDepth(sqs, intakeUrl);
      return { at, waiting: visible + delayed, inFlight };
    },
    async readDeadLetters() {
      const ids: string[] = [];
      const waitSeconds = stage.isEmbedded ? 0 : longPollSeconds;
      const looked = await lookThrough({ sqs, url, waitSeconds }, { max }, async (letters) => {
        // A dead letter may be dead because nobody can read it.
        ids.push(...letters.map((one) => readLetter(one).envelope?.deliveryId ?? 'unreadable'));
        return 'more';
      });
      if (looked >= max) throw new Error(`There are ${max} dead letters or more`);
      return ids;
    },
  };
}
