import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { MetricName } from '../../service/telemetry/metric-names.ts';
import { math, ownMetric, queueMetric } from '../metrics.ts';
import type { Watched } from '../watched.ts';
import type { AlarmDefinition } from './alarm-definition.ts';

const secondsPerDay = 86_400;
const growthWindow = Duration.minutes(15);
const growthThreshold = 10;

/**
 * In seconds: most of the time that is left for a letter which was in the intake queue for as long as it may. SQS
 * counts the age of a letter that it moved itself from its first arrival.
 */
export function lateLetterSeconds({
  deadLetterRetentionDays,
  intakeRetentionDays,
}: Pick<Watched, 'deadLetterRetentionDays' | 'intakeRetentionDays'>): number {
  return 0.75 * (deadLetterRetentionDays - intakeRetentionDays) * secondsPerDay;
}

export const deadLetterAlarms = {
  DlqNotEmpty: {
    severity: 'P',
    inMaintenance: true,
    meaning: () => 'At least 1 webhook is in the dead-letter queue.',
    impact: ({ destinationAttempts, deadLetterRetentionDays }) =>
      `Its destination does not have it: it refused it, or failed ${destinationAttempts} times. SQS keeps it for ${deadLetterRetentionDays} days at most.`,
    metric: ({ deadLetterQueue }) =>
      queueMetric('ApproximateNumberOfMessagesVisible', deadLetterQueue, { statistic: 'Maximum' }),
    comparison: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: () => 1,
    datapoints: [1, 1],
    // SQS publishes no metrics for a queue that nobody used for 6 hours, so silence means an empty queue.
    missing: TreatMissingData.NOT_BREACHING,
    atLowTraffic:
      'Fires for the first dead letter, like at any traffic. The queue was asleep and may report it up to 15 minutes late.',
  },
  // DlqNotEmpty stays on while one letter is left, and says nothing of later ones. This one is no later for a queue
  // that was asleep: it counts what we send there, and the last receives that ended in nothing, after which SQS moves
  // the message itself.
  DlqGrowing: {
    severity: 'P',
    inMaintenance: true,
    meaning: () =>
      `At least ${growthThreshold} webhooks became dead letters within ${growthWindow.toMinutes()} minutes.`,
    impact: ({ deadLetterRetentionDays }) =>
      `A destination refuses all that it gets, or our code fails at it, and each minute there are more. SQS keeps them for ${deadLetterRetentionDays} days at most.`,
    metric: ({ processing }) => {
      const count = (name: MetricName) => ownMetric(name, processing, { period: growthWindow });
      return math(
        'new dead letters',
        'FILL(letters, 0) + FILL(begun, 0) - FILL(ended, 0)',
        {
          letters: count('WebhookDeadLettered'),
          begun: count('LastReceiveBegun'),
          ended: count('LastReceiveEnded'),
        },
        growthWindow,
      );
    },
    comparison: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: () => growthThreshold,
    datapoints: [1, 1],
    missing: TreatMissingData.NOT_BREACHING,
    atLowTraffic:
      'Silent: a day has no more than 10 webhooks. dlq-not-empty has told of the first.',
  },
  DlqAge: {
    severity: 'P',
    inMaintenance: true,
    meaning: (watched) =>
      `A dead letter is older than ${Number((lateLetterSeconds(watched) / secondsPerDay).toFixed(2))} days.`,
    impact: ({ deadLetterRetentionDays }) =>
      `SQS deletes it when it is ${deadLetterRetentionDays} days old, and then it is lost.`,
    metric: ({ deadLetterQueue }) =>
      queueMetric('ApproximateAgeOfOldestMessage', deadLetterQueue, { statistic: 'Maximum' }),
    comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold: lateLetterSeconds,
    datapoints: [3, 3],
    missing: TreatMissingData.NOT_BREACHING,
    atLowTraffic: 'Fires as at any traffic, for a letter that is about to be lost.',
  },
  FinalAttemptFailed: {
    severity: 'T',
    meaning: ({ destinationAttempts }) =>
      `A webhook failed at the last of its ${destinationAttempts} attempts.`,
    impact: () => 'One of its destinations failed each time, and does not have it.',
    metric: ({ processing }) => ownMetric('FinalAttemptFailed', processing),
    comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold: () => 0,
    datapoints: [1, 1],
    missing: TreatMissingData.NOT_BREACHING,
    atLowTraffic: 'Writes a ticket for the first one, like at any traffic.',
  },
} as const satisfies Record<string, AlarmDefinition>;
