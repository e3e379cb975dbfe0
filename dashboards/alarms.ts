import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { math, ownMetric, queueMetric } from './metrics.ts';
import { slo } from './slo.ts';
import { overviewUrl, runbookUrl, type Watched } from './watched.ts';

export interface AlarmDefinition {
  /** P wakes someone; T waits for the morning. */
  readonly severity: 'P' | 'T';
  /** One sentence with the number. */
  readonly meaning: (watched: Watched) => string;
  /** Who notices, and what they lose. */
  readonly impact: (watched: Watched) => string;
  readonly metric: (watched: Watched) => IMetric;
  readonly comparison: ComparisonOperator;
  readonly threshold: (watched: Watched) => number;
  /** M of N periods. */
  readonly datapoints: readonly [m: number, n: number];
  readonly missing: TreatMissingData;
}

export const queueAgeThresholdSeconds = 4 * slo.freshness.seconds;
export const restingThresholdSeconds = 30 * slo.freshness.seconds;
export const parkedThresholdSeconds = 60 * slo.freshness.seconds;

// The longest delay that SQS allows. Within it everything parked comes back, and is counted again while its
// destination rests. So no period of this length is empty before the last webhook has arrived.
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
const longestDelay = Duration.minutes(15);

/**
 * In seconds. AWS does not say whether this age includes the delay of a message that was put back; it was sent
 * before that delay. While messages are delayed, the wait of new webhooks counts instead, so that a destination's
 * outage wakes nobody here.
 */
function oldestWaiting({ intakeQueue, processing }: Watched): IMetric {
  const look = { statistic: 'Maximum' };
  return math('oldest, s', 'IF(FILL(delayed, 0) > 0, FILL(wait, 0) / 1000, age)', {
    age: queueMetric('ApproximateAgeOfOldestMessage', intakeQueue, look),
    delayed: queueMetric('ApproximateNumberOfMessagesDelayed', intakeQueue, look),
    wait: ownMetric('QueueWait', processing, look),
  });
}

/**
 * In milliseconds. An empty period counts as 0. Otherwise CloudWatch would look for older data, and see the end 30
 * minutes late.
 */
function oldestParked({ processing }: Watched): IMetric {
  const look = { statistic: 'Maximum', period: longestDelay };
  const age = ownMetric('ParkedAge', processing, look);
  return math('oldest parked webhook, ms', 'FILL(age, 0)', { age }, longestDelay);
}

/**
 * All alarms. An alarm's key is its construct id. In kebab case it is the last part of the alarm's name, and the
 * name of its page in `runbooks/`.
 */
export const alarms = {
  DlqNotEmpty: {
    severity: 'P',
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
  },
  QueueAge: {
    severity: 'P',
    meaning: () =>
      `The oldest webhook in the intake queue has waited more than ${queueAgeThresholdSeconds} s for 5 minutes.`,
    impact: ({ intakeRetentionDays }) =>
      `Webhooks reach their destinations late (the aim is ${slo.freshness.seconds} s); SQS deletes what waits ${intakeRetentionDays} days.`,
    metric: oldestWaiting,
    comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold: () => queueAgeThresholdSeconds,
    datapoints: [5, 5],
    missing: TreatMissingData.NOT_BREACHING,
  },
  DestinationResting: {
    severity: 'T',
    meaning: () =>
      `A destination has failed again and again for more than ${restingThresholdSeconds / 60} minutes and is left alone.`,
    impact: ({ intakeRetentionDays }) =>
      `Its webhooks are put back and come late, those of others are not; after ${intakeRetentionDays} days they go to the dead letters.`,
    metric: oldestParked,
    comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold: () => 1000 * restingThresholdSeconds,
    datapoints: [1, 1],
    missing: TreatMissingData.NOT_BREACHING,
  },
  ParkedGrowing: {
    severity: 'P',
    meaning: () =>
      `Webhooks have been put back for more than ${parkedThresholdSeconds / 60} minutes, since a destination is left alone.`,
    impact: ({ intakeRetentionDays }) =>
      `All that is meant for this destination waits, and more joins it; after ${intakeRetentionDays} days it goes to the dead letters.`,
    metric: oldestParked,
    comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold: () => 1000 * parkedThresholdSeconds,
    datapoints: [1, 1],
    missing: TreatMissingData.NOT_BREACHING,
  },
} as const satisfies Record<string, AlarmDefinition>;

export type AlarmId = keyof typeof alarms;

/** `DlqNotEmpty` → `dlq-not-empty` */
export function alarmSlug(id: string): string {
  return id.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase();
}

/** The text that the person who is woken reads first; at most 1,024 characters. */
export function alarmDescription(id: AlarmId, watched: Watched): string {
  const { meaning, impact, severity }: AlarmDefinition = alarms[id];
  return [
    meaning(watched),
    `Impact: ${impact(watched)}`,
    `Runbook: ${runbookUrl(watched, alarmSlug(id))}`,
    `Dashboard: ${overviewUrl(watched)}`,
    `Severity: ${severity}`,
  ].join(' · ');
}
