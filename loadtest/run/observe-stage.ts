import { openLogs } from '../../client/logs/open-logs.ts';
import { createClients } from '../../client/stage/clients.ts';
import { receiversOf, type StageRoutes } from '../../client/stage/configuration.ts';
import type { Stage } from '../../client/stage/stage.ts';
import type { Observer } from './observer.ts';
import { readFiltered } from './read-filtered.ts';
import { readSettled } from './read-settled.ts';
import { openStageQueues } from './stage-queues.ts';
import { openTelemetry } from './telemetry/open-telemetry.ts';

interface StageOptions {
  readonly stage: Stage;
  readonly routes: StageRoutes;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** For how long the queue has to read empty. */
  readonly emptyMs?: number | undefined;
}

/** SQS's counts may lag by a minute, and what is parked comes back after minutes. */
const defaultEmptyMs = 180_000;
const patienceMs = 20 * 60_000;
/** The clocks of this machine and of the functions may differ by so much, and logs come late. */
const skewMs = 60_000;

/**
 * A stage that is seen by what AWS's APIs tell: the delivery table, then the dead letters, then the wide lines of what was
 * filtered.
 */
export async function observeStage(options: StageOptions): Promise<Observer> {
  const { stage, routes, startedAt, emptyMs = defaultEmptyMs } = options;
  const clients = createClients(stage);
  const logs = openLogs(stage);
  const queues = await openStageQueues(clients.sqs, stage);
  return {
    stack: stage.isEmbedded ? 'the embedded stack, not AWS' : 'AWS',
    isSeenByApis: true,
    sampleBacklog: queues.sampleBacklog,
    settling: { everyMs: Math.min(5000, emptyMs), emptyMs, patienceMs },
    async readOutcomes(accepted, webhooks) {
      const table = { dynamo: clients.dynamo, stage: stage.name, receivers: receiversOf(routes) };
      const settled = await readSettled(accepted, { ...table, webhooks });
      const deadLetters = [...settled.deadLetters, ...(await queues.readDeadLetters())];
      const range = { since: startedAt - skewMs, until: Date.now() + skewMs };
      const isAnyUnknown = settled.unknown.length > 0;
      const filtered = isAnyUnknown ? await readFiltered(logs, stage.name, range) : [];
      const { arrivals, inFlight } = settled;
      return { arrivals, deadLetters: [...new Set(deadLetters)], inFlight, filtered };
    },
    telemetry: openTelemetry({ stage, clients, logs, startedAt }),
    close() {
      clients.destroy();
      logs.destroy();
    },
  };
}
