import type { StackDescription } from '../../client/stack-file.ts';
import type { Observer } from './observer.ts';
import { countArrivals, readArrivals } from './read-arrivals.ts';
import { openQueues } from './stage-queues.ts';

/** Its queues say exactly what they hold, and its sink what arrived. */
export async function observeEmbedded(stack: StackDescription): Promise<Observer> {
  const queues = await openQueues(stack);
  const before = await countArrivals(stack.sinkUrl);
  return {
    stack: 'the embedded stack, not AWS',
    sampleBacklog: queues.sampleBacklog,
    settling: { everyMs: 250, emptyMs: 200, patienceMs: 60_000 },
    readOutcomes: async () => ({
      arrivals: await readArrivals(stack.sinkUrl, before),
      deadLetters: await queues.readDeadLetters(),
    }),
    close: queues.close,
  };
}
