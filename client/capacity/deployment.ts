import { awsLimits } from './aws-limits.ts';
import type { CapacitySettings } from './capacity-settings.ts';
import { environments, provisionedPollers, standardPollers } from './fleet.ts';
import { ingestionRoom } from './limits.ts';
import type { Load } from './load.ts';
import type { Needs } from './needs.ts';
import type { Pipeline } from './simulate.ts';
import {
  attemptsOf,
  messageBytesOf,
  perProvisionedPoller,
  perStandardPoller,
  requestsPerEnvironment,
  roundUp,
  usualBatchOf,
} from './throughput.ts';

export interface ProvisionedPollers {
  readonly minimum: number;
  readonly most: number;
}

/** A quarter more than the rate needs, so that what waits drains while more comes. */
const headroom = 1.25;

/** The stage, as something that webhooks flow through. */
export function pipelineOf(
  load: Load,
  settings: CapacitySettings,
  provisioned?: ProvisionedPollers,
): Pipeline {
  const { gateway } = awsLimits;
  const attempts = attemptsOf(load, settings);
  const batches = { batchSize: settings.batchSize, processingMs: load.processingMs };
  const room = Math.max(0, settings.accountConcurrency - settings.ingestionReservedConcurrency);
  return {
    gateway: {
      ratePerSecond: Math.min(settings.throttleRatePerSecond, gateway.quotaPerSecond),
      burst: Math.min(settings.throttleBurst, gateway.burst),
    },
    ingestion: {
      environments: environments(ingestionRoom(settings)),
      perEnvironment: requestsPerEnvironment(load.ingestionMs),
    },
    processing: {
      pollers: provisioned
        ? provisionedPollers(provisioned.minimum, provisioned.most)
        : standardPollers(settings.maxConcurrency),
      perPoller:
        (provisioned
          ? perProvisionedPoller(batches, messageBytesOf(load, settings))
          : perStandardPoller(batches)) / attempts,
      calmBatch: calmBatchOf(load, settings),
      environments: environments(room),
      perEnvironment: perStandardPoller(batches) / attempts,
    },
  };
}

function calmBatchOf(load: Load, settings: CapacitySettings) {
  const { webhooks: batch } = usualBatchOf(
    { ...load, ratePerSecond: load.calmPerSecond },
    settings,
  );
  const seconds = load.processingMs / 1000;
  return { seconds, perPoller: batch / seconds / attemptsOf(load, settings) };
}

/** The settings with which the rate finds enough of everything; AWS may not allow them all. */
export function raisedFor(needs: Needs, settings: CapacitySettings): CapacitySettings {
  const { ingestionReservedConcurrency: reserved } = settings;
  const ingestion = more(needs.ingestion);
  return {
    ...settings,
    throttleRatePerSecond: Math.max(settings.throttleRatePerSecond, Math.ceil(needs.ratePerSecond)),
    maxConcurrency: Math.max(settings.maxConcurrency, more(needs.processing)),
    ingestionReservedConcurrency: reserved > 0 ? Math.max(reserved, ingestion) : 0,
    accountConcurrency: Math.max(settings.accountConcurrency, more(needs.account)),
  };
}

/** The same stage with every limit as far away as the rate needs: what remains is how fast AWS adds to it. */
export function enoughFor(
  needs: Needs,
  load: Load,
  settings: CapacitySettings,
  provisioned?: ProvisionedPollers,
): Pipeline {
  const raised = raisedFor(needs, settings);
  const { processing, ...rest } = pipelineOf(load, raised, provisioned);
  return {
    ...rest,
    gateway: { ratePerSecond: raised.throttleRatePerSecond, burst: rest.gateway.burst },
    ingestion: { ...rest.ingestion, environments: environments(more(needs.ingestion)) },
    processing: {
      ...processing,
      ...(provisioned && {
        pollers: provisionedPollers(provisioned.minimum, more(needs.provisionedPollers)),
      }),
      environments: environments(Math.max(processing.environments.most, more(needs.processing))),
    },
  };
}

const more = (count: number) => roundUp(headroom * count);
