import { awsLimits } from './aws-limits.ts';

/** How Lambda takes messages from the queue. */
export interface Polling {
  readonly batchSize: number;
  readonly batchWindowSeconds: number;
  readonly maxConcurrency: number;
}

export interface UsualBatch {
  readonly webhooks: number;
  /** Calls of ReceiveMessage for it. */
  readonly receives: number;
}

/**
 * One invocation's webhooks while nothing waits: those that come while a poller works, or waits for its window. There are as
 * many pollers as there were at first, until full batches are too much for them.
 *
 * A receive brings what is there, and returns with the first message that comes. So what comes while the poller works is
 * brought by one, and what comes within the window by one each:
 * https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 *
 * @param attemptsPerSecond of processing
 * @param processingMs of one invocation
 */
export function usualBatch(
  attemptsPerSecond: number,
  processingMs: number,
  { batchSize, batchWindowSeconds, maxConcurrency }: Polling,
): UsualBatch {
  const perPoller = attemptsPerSecond / Math.min(awsLimits.standardPollers.first, maxConcurrency);
  const whileBusy = (perPoller * processingMs) / 1000;
  const webhooks = Math.min(batchSize, Math.max(1, whileBusy + perPoller * batchWindowSeconds));
  return { webhooks, receives: 1 + Math.max(0, webhooks - Math.max(1, whileBusy)) };
}
