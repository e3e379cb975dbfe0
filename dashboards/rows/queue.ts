import type { IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { alarmLine } from '../alarm-line.ts';
import { timeToDrain } from '../alarms/intake-queue.ts';
import { marks } from '../marks.ts';
import { math, ownMetric, queueMetric } from '../metrics.ts';
import { row } from '../row.ts';
import type { Watched } from '../watched.ts';
import { graphRow } from '../widgets.ts';

const most = { statistic: 'Maximum' } as const;

export function queueRow(watched: Watched): IWidget[][] {
  const { intakeQueue, processing } = watched;
  const visible = queueMetric('ApproximateNumberOfMessagesVisible', intakeQueue, {
    ...most,
    label: 'waiting',
  });
  const inFlight = queueMetric('ApproximateNumberOfMessagesNotVisible', intakeQueue, {
    ...most,
    label: 'in flight',
  });
  // SQS publishes this metric only while messages are delayed.
  const delayed = queueMetric('ApproximateNumberOfMessagesDelayed', intakeQueue, {
    ...most,
    label: 'delayed',
  });
  const sent = queueMetric('NumberOfMessagesSent', intakeQueue);
  const deleted = queueMetric('NumberOfMessagesDeleted', intakeQueue);
  const graphs = graphRow([
    {
      title: 'Intake queue: in and out',
      unit: 'a second',
      left: [
        math('sent', 'sent / PERIOD(sent)', { sent }),
        math('deleted', 'deleted / PERIOD(deleted)', { deleted }),
      ],
    },
    {
      title: 'Intake queue: backlog',
      unit: 'webhooks',
      stacked: true,
      left: [visible, inFlight, delayed],
      marks: marks(watched),
    },
    {
      title: 'Intake queue: age of the oldest',
      unit: 's',
      left: [
        queueMetric('ApproximateAgeOfOldestMessage', intakeQueue, {
          ...most,
          label: 'oldest, without delayed ones',
        }),
        math('longest wait for a first attempt', 'wait / 1000', {
          wait: ownMetric('QueueWait', processing, most),
        }),
      ],
      lines: [alarmLine('QueueAge', watched, 1 / 1000)],
    },
    {
      title: 'Intake queue: time to drain at the present speed',
      unit: 's',
      left: [timeToDrain(watched)],
      lines: [alarmLine('DrainSlow', watched)],
    },
  ]);
  return row(5, 'Queue', watched, graphs);
}
