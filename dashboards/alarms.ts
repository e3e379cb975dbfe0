import { ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { queueMetric } from './metrics.ts';
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

/**
 * Every alarm. Its key is its construct id; in kebab case it is the last part of its name and the name of its
 * page in `runbooks/`.
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
    // SQS stops to publish for a queue that nobody used for 6 hours: silence is an empty queue.
    missing: TreatMissingData.NOT_BREACHING,
  },
  QueueAge: {
    severity: 'P',
    meaning: () =>
      `The oldest webhook in the intake queue has waited more than ${queueAgeThresholdSeconds} s for 5 minutes.`,
    impact: ({ intakeRetentionDays }) =>
      `Webhooks reach their destinations late (the aim is ${slo.freshness.seconds} s); SQS deletes what waits ${intakeRetentionDays} days.`,
    metric: ({ intakeQueue }) =>
      queueMetric('ApproximateAgeOfOldestMessage', intakeQueue, { statistic: 'Maximum' }),
    comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold: () => queueAgeThresholdSeconds,
    datapoints: [5, 5],
    missing: TreatMissingData.NOT_BREACHING,
  },
} as const satisfies Record<string, AlarmDefinition>;

export type AlarmId = keyof typeof alarms;

/** `DlqNotEmpty` → `dlq-not-empty` */
export function alarmSlug(id: string): string {
  return id.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase();
}

/** What whoever is woken reads first; at most 1,024 characters. */
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
