import type { ReadMetrics } from '../../../client/stage/metric-data.ts';
import type { AgeSample } from '../../run-record.ts';

/**
 * The age of the oldest message, minute by minute. What was received three times is no longer in it.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
export async function readAges(
  QueueName: string,
  readMetrics: ReadMetrics,
  sinceSeconds: number,
): Promise<readonly AgeSample[]> {
  const age = {
    namespace: 'AWS/SQS',
    name: 'ApproximateAgeOfOldestMessage',
    statistic: 'Maximum',
    dimensions: { QueueName },
  } as const;
  const [points = []] = await readMetrics([age], sinceSeconds);
  return points.toReversed().map(({ at, value }) => ({ at, seconds: value }));
}
