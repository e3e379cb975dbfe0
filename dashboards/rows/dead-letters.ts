import { Duration } from 'aws-cdk-lib';
import type { IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { alarmLine } from '../alarm-line.ts';
import { marks } from '../marks.ts';
import { ownMetric, ownMetrics, queueMetric } from '../metrics.ts';
import { row } from '../row.ts';
import type { Watched } from '../watched.ts';
import { type Graph, graphRow } from '../widgets.ts';

const most = { statistic: 'Maximum' } as const;
const secondsPerDay = 86_400;

export function deadLettersRow(watched: Watched): IWidget[][] {
  const { deadLetterQueue, processing } = watched;
  const graphs = graphRow([
    {
      title: 'Dead letters: how many',
      unit: 'webhooks',
      left: [
        queueMetric('ApproximateNumberOfMessagesVisible', deadLetterQueue, {
          ...most,
          label: 'dead letters',
        }),
      ],
      lines: [alarmLine('DlqNotEmpty', watched)],
      marks: marks(watched),
    },
    {
      title: 'Dead letters: new ones, by reason',
      unit: 'webhooks within 15 minutes',
      rightUnit: 'a minute',
      left: [
        ownMetric('WebhookDeadLettered', processing, {
          period: Duration.minutes(15),
          label: 'dead-lettered',
        }),
      ],
      right: [ownMetrics('WebhookDeadLettered', processing, 'reason')],
      lines: [alarmLine('DlqGrowing', watched)],
    },
    age(watched),
    {
      title: 'Dead letters: the last attempt, and sent through again',
      unit: 'webhooks a minute',
      left: [
        ownMetric('FinalAttemptFailed', processing, { label: 'the last attempt failed' }),
        ownMetric('WebhookReplayed', processing, { label: 'sent through again' }),
      ],
    },
  ]);
  return row(8, 'Dead letters', watched, graphs);
}

/** SQS counts the days that it keeps a letter from its first arrival, if it moved the letter by itself. */
function age(watched: Watched): Graph {
  const { deadLetterQueue, deadLetterRetentionDays, intakeRetentionDays } = watched;
  const atLeast = deadLetterRetentionDays - intakeRetentionDays;
  return {
    title: 'Dead letters: age of the oldest',
    unit: 's',
    left: [
      queueMetric('ApproximateAgeOfOldestMessage', deadLetterQueue, { ...most, label: 'oldest' }),
    ],
    lines: [
      alarmLine('DlqAge', watched),
      { at: atLeast * secondsPerDay, label: `${atLeast} days: SQS may delete it` },
      {
        at: deadLetterRetentionDays * secondsPerDay,
        label: `${deadLetterRetentionDays} days: SQS deletes it`,
      },
    ],
  };
}
