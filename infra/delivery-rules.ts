import type { z } from 'zod';

/**
 * The settings that must fit together so that a webhook is delivered once, and does not expire before its last
 * attempt.
 */
export interface DeliverySettings {
  readonly processingTimeoutSeconds: number;
  readonly batchWindowSeconds: number;
  readonly claimLeaseSeconds: number;
  readonly maxReceiveCount: number;
  readonly retryCapSeconds: number;
  readonly intakeRetentionDays: number;
}

const secondsADay = 86_400;

/**
 * Lambda asks for six times the function's timeout plus the batching window, so that a throttled batch is not
 * handed out again while it is still being retried:
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
export function visibilityTimeoutSeconds(settings: DeliverySettings): number {
  const { processingTimeoutSeconds, batchWindowSeconds } = settings;
  const lease = processingTimeoutSeconds + clockSlackSeconds;
  return Math.max(6 * processingTimeoutSeconds + batchWindowSeconds, lease + 1);
}

/** The most by which the clocks of two functions may differ: `service/aws/true-time.ts`. */
const clockSlackSeconds = 7;

// SQS's limit, attributes included:
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
const largestMessageBytes = 1_048_576;
const roomForItsPastBytes = 8_192;

/**
 * The largest message that ingestion may write. A webhook that is put back also carries its attempts, and a dead
 * letter its attributes. A message that just fitted must still fit then.
 */
export function intakeMessageLimitBytes({
  queueMessageLimitBytes,
}: {
  readonly queueMessageLimitBytes: number;
}): number {
  return Math.min(queueMessageLimitBytes, largestMessageBytes - roomForItsPastBytes);
}

/** How long a claim on a delivery holds. Default: at least twice as long as its function may run. */
export function claimLeaseSeconds(settings: DeliverySettings): number {
  const { processingTimeoutSeconds } = settings;
  return (
    settings.claimLeaseSeconds ||
    processingTimeoutSeconds + Math.max(processingTimeoutSeconds, clockSlackSeconds)
  );
}

/**
 * The time that a function keeps for everything but the delivery itself: routing, the claim, and recording how it
 * ended.
 */
function reserveSeconds({ processingTimeoutSeconds }: DeliverySettings): number {
  return Math.min(5, processingTimeoutSeconds / 3);
}

/**
 * The longest that one delivery may take, so that Lambda never ends a function which is waiting for a destination.
 */
export function deliveryLimitSeconds(settings: DeliverySettings): number {
  return Math.floor(10 * (settings.processingTimeoutSeconds - reserveSeconds(settings))) / 10;
}

/** A delivery begins only if, even after its longest time, this much is left to record how it ended. */
export function settleSeconds(settings: DeliverySettings): number {
  return 0.4 * reserveSeconds(settings);
}

/**
 * If a lease ends, by whatever clock, while its function still runs, another function delivers the same webhook. If
 * it outlasts the visibility timeout, a message that came back after a crash fails once more for nothing.
 *
 * Each message, put back or not, has to come to its end within the retention, however often its function is killed.
 */
export function checkDelivery(settings: DeliverySettings, context: z.RefinementCtx): void {
  const refuse = (name: keyof DeliverySettings, message: string) =>
    context.addIssue({ code: 'custom', path: [name], message });
  const lease = claimLeaseSeconds(settings);
  const visibility = visibilityTimeoutSeconds(settings);
  const { processingTimeoutSeconds, maxReceiveCount, intakeRetentionDays } = settings;
  const shortest = processingTimeoutSeconds + clockSlackSeconds;
  if (lease < shortest || lease >= visibility) {
    refuse(
      'claimLeaseSeconds',
      `must be at least ${shortest} (processingTimeoutSeconds and ${clockSlackSeconds}, by which two clocks may differ) and less than the visibility timeout (${visibility})`,
    );
  }
  const longest = settings.retryCapSeconds + maxReceiveCount * visibility;
  if (longest > intakeRetentionDays * secondsADay) {
    refuse(
      'maxReceiveCount',
      `${maxReceiveCount} receives may take ${longest} s, more than the ${intakeRetentionDays} days (intakeRetentionDays) that SQS keeps a webhook`,
    );
  }
}
