import { plannedFigures } from '../cost/planned-figures.ts';
import type { CapacitySettings } from './capacity-settings.ts';
import { type Load, underWay } from './load.ts';
import {
  attemptsOf,
  ingestionEnvironments,
  messageBytesOf,
  perProvisionedPoller,
  perStandardPoller,
} from './throughput.ts';

/** What a rate needs on average, once all of it has ramped up: Little's law, and what AWS lets one of each do. */
export interface Needs {
  readonly ratePerSecond: number;
  /** Attempts of processing a second: each webhook's first one and those after failures. */
  readonly attemptsPerSecond: number;
  readonly ingestion: number;
  /** Invocations of processing under way while batches are full. */
  readonly processing: number;
  /** Of the account: both functions, and what no reservation may touch. */
  readonly account: number;
  readonly standardPollers: number;
  readonly provisionedPollers: number;
  /** Messages that were received and aren't deleted yet. */
  readonly inFlight: number;
  readonly tableWritesPerSecond: number;
  readonly secretReadsPerSecond: number;
  /** Bodies that are too large for the queue. */
  readonly bucketPutsPerSecond: number;
}

export function needsOf(load: Load, settings: CapacitySettings, unreserved: number): Needs {
  const { ratePerSecond, processingMs, bodyBytes } = load;
  const { batchSize, secretCacheSeconds } = settings;
  const attemptsPerSecond = ratePerSecond * attemptsOf(load, settings);
  const ingestion = ingestionEnvironments(ratePerSecond, load.ingestionMs);
  const processing = underWay(attemptsPerSecond / batchSize, processingMs);
  const batches = { batchSize, processingMs };
  return {
    ratePerSecond,
    attemptsPerSecond,
    ingestion,
    processing,
    account: ingestion + processing + unreserved,
    standardPollers: attemptsPerSecond / perStandardPoller(batches),
    provisionedPollers:
      attemptsPerSecond / perProvisionedPoller(batches, messageBytesOf(load, settings)),
    inFlight: underWay(attemptsPerSecond, processingMs),
    tableWritesPerSecond: attemptsPerSecond * load.destinations * plannedFigures.writeUnits,
    secretReadsPerSecond: secretCacheSeconds === 0 ? ratePerSecond : ingestion / secretCacheSeconds,
    bucketPutsPerSecond: bodyBytes > settings.queueMessageLimitBytes ? ratePerSecond : 0,
  };
}
