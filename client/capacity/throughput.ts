import { awsLimits } from './aws-limits.ts';
import type { CapacitySettings } from './capacity-settings.ts';
import { attemptsPerWebhook, type Load, underWay } from './load.ts';
import { type UsualBatch, usualBatch } from './usual-batch.ts';

const referenceBytes = 1024;

/**
 * The environments of ingestion that a rate needs. Lambda lets each begin ten requests a second at most, so that below
 * 100 ms their number doesn't depend on how long a request takes.
 */
export function ingestionEnvironments(perSecond: number, milliseconds: number): number {
  const { requestsPerSecond } = awsLimits.lambda;
  return Math.max(underWay(perSecond, milliseconds), perSecond / requestsPerSecond);
}

/** Requests a second that one environment takes. */
export function requestsPerEnvironment(milliseconds: number): number {
  return Math.min(awsLimits.lambda.requestsPerSecond, 1000 / milliseconds);
}

interface Batches {
  readonly batchSize: number;
  /** Of one invocation. */
  readonly processingMs: number;
}

/** Messages a second through a standard poller, which waits for its invocation. */
export function perStandardPoller({ batchSize, processingMs }: Batches): number {
  return (1000 * batchSize) / processingMs;
}

/** Messages a second through a provisioned poller. */
export function perProvisionedPoller(batches: Batches, messageBytes: number): number {
  const { invocationsAtOnce, messagesPerSecond, bytesPerSecond } = awsLimits.provisionedPollers;
  return Math.min(
    invocationsAtOnce * perStandardPoller(batches),
    messagesPerSecond,
    bytesPerSecond / messageBytes,
  );
}

/** Of the message in the queue: of a body that is too large for it, only where that is. */
export function messageBytesOf({ bodyBytes }: Load, settings: CapacitySettings): number {
  return bodyBytes > settings.queueMessageLimitBytes ? referenceBytes : bodyBytes;
}

/** Attempts of processing for each webhook. */
export function attemptsOf({ failingShare }: Load, settings: CapacitySettings): number {
  return attemptsPerWebhook(failingShare, settings.destinationAttempts);
}

/** What one invocation has while nothing waits. */
export function usualBatchOf(load: Load, settings: CapacitySettings): UsualBatch {
  return usualBatch(load.ratePerSecond * attemptsOf(load, settings), load.processingMs, settings);
}

/** The next whole number; what arithmetic in floating point adds is no need of its own. */
export function roundUp(count: number): number {
  return Math.ceil(count - 1e-9 * Math.abs(count));
}
