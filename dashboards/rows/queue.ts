import type { GraphWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { queueAgeThresholdSeconds } from '../alarms.ts';
import { math, queueMetric } from '../metrics.ts';
import type { Watched } from '../watched.ts';
import { graphRow } from '../widgets.ts';

export function queueRow({ intakeQueue }: Watched): GraphWidget[] {
  const visible = queueMetric('ApproximateNumberOfMessagesVisible', intakeQueue, {
    statistic: 'Maximum',
    label: 'waiting',
  });
  const inFlight = queueMetric('ApproximateNumberOfMessagesNotVisible', intakeQueue, {
    statistic: 'Maximum',
    label: 'in flight',
  });
  // SQS publishes this metric only while messages are delayed.
  const delayed = queueMetric('ApproximateNumberOfMessagesDelayed', intakeQueue, {
    statistic: 'Maximum',
    label: 'delayed',
  });
  const age = queueMetric('ApproximateAgeOfOldestMessage', intakeQueue, {
    statistic: 'Maximum',
    label: 'oldest',
  });
  const sent = queueMetric('NumberOfMessagesSent', intakeQueue, { label: 'sent' });
  const deleted = queueMetric('NumberOfMessagesDeleted', intakeQueue, { label: 'deleted' });
  // While more arrives than leaves, there is no such time. An hour stands for "not in sight".
  const drain =
    'IF(deleted > sent, visible / (deleted - sent) * PERIOD(deleted), IF(visible > 0, 3600, 0))';
  return graphRow([
    { title: 'Intake queue: in and out', unit: 'a minute', left: [sent, deleted] },
    {
      title: 'Intake queue: backlog',
      unit: 'webhooks',
      stacked: true,
      left: [visible, inFlight, delayed],
    },
    {
      title: 'Intake queue: age of the oldest, without delayed ones',
      unit: 's',
      left: [age],
      lines: [{ at: queueAgeThresholdSeconds, label: 'alarm queue-age' }],
    },
    {
      title: 'Intake queue: time to drain',
      unit: 's',
      left: [math('time to drain', drain, { visible, sent, deleted })],
    },
  ]);
}
