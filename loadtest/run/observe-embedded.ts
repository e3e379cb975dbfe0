import { costOfRun } from '../../client/cost/cost-of-run.ts';
import { readMeter } from '../../client/cost/read-meter.ts';
import { openLogs } from '../../client/logs/open-logs.ts';
import type { StackDescription } from '../../client/stack-file.ts';
import { createClients } from '../../client/stage/clients.ts';
import { embeddedStageOf } from '../../client/stage/stage.ts';
import type { Observer } from './observer.ts';
import { countArrivals, readArrivals } from './read-arrivals.ts';
import { openStageQueues } from './stage-queues.ts';
import { openTelemetry } from './telemetry/open-telemetry.ts';
import { watchMemory } from './telemetry/watch-memory.ts';

/** Its queues say exactly what they hold, and its sink what arrived. @param startedAt milliseconds since 1970 */
export async function observeEmbedded(
  stack: StackDescription,
  startedAt: number,
): Promise<Observer> {
  const stage = embeddedStageOf(stack);
  const clients = createClients(stage);
  const logs = openLogs(stage);
  const queues = await openStageQueues(clients.sqs, stage);
  const before = await countArrivals(stack.sinkUrl);
  const metered = stack.meterUrl === undefined ? undefined : await readMeter(stack);
  return {
    stack: 'the embedded stack, not AWS',
    sampleBacklog: queues.sampleBacklog,
    settling: { everyMs: 250, emptyMs: 200, patienceMs: 60_000 },
    readOutcomes: async () => ({
      arrivals: await readArrivals(stack.sinkUrl, before),
      deadLetters: await queues.readDeadLetters(),
    }),
    telemetry: openTelemetry({ stage, clients, logs, startedAt }),
    ...(metered && {
      cost: async (webhooks: number) => costOfRun(metered, await readMeter(stack), webhooks),
    }),
    memory: watchMemory(stack.pid),
    close() {
      clients.destroy();
      logs.destroy();
    },
  };
}
