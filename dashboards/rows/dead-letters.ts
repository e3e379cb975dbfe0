import type { GraphWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { ownMetric, queueMetric } from '../metrics.ts';
import type { Watched } from '../watched.ts';
import { graphRow } from '../widgets.ts';

const secondsPerDay = 86_400;

export function deadLettersRow(watched: Watched): GraphWidget[] {
  const { deadLetterQueue, deadLetterRetentionDays, processing } = watched;
  return graphRow([
    {
      title: 'Dead letters: how many',
      unit: 'webhooks',
      left: [
        queueMetric('ApproximateNumberOfMessagesVisible', deadLetterQueue, {
          statistic: 'Maximum',
          label: 'dead letters',
        }),
      ],
      lines: [{ at: 1, label: 'alarm dlq-not-empty' }],
    },
    {
      title: 'Dead letters: age of the oldest',
      unit: 's',
      left: [
        queueMetric('ApproximateAgeOfOldestMessage', deadLetterQueue, {
          statistic: 'Maximum',
          label: 'oldest',
        }),
      ],
      lines: [{ at: deadLetterRetentionDays * secondsPerDay, label: 'SQS deletes it' }],
    },
    {
      title: 'Dead letters: new ones, and those sent through again',
      unit: 'webhooks a minute',
      left: [
        ownMetric('WebhookDeadLettered', processing, { label: 'dead-lettered' }),
        ownMetric('FinalAttemptFailed', processing, { label: 'of these after the last attempt' }),
        ownMetric('WebhookReplayed', processing, { label: 'sent through again' }),
      ],
    },
  ]);
}
