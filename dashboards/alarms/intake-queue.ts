import { ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { mappingMetric, math, ownMetric, queueMetric } from '../metrics.ts';
import { slo } from '../slo.ts';
import type { Watched } from '../watched.ts';
import type { AlarmDefinition } from './alarm-definition.ts';
import { heartbeats, keptWithoutValue, onceHeard } from './heartbeat.ts';

export const queueWaitThresholdSeconds = 4 * slo.freshness.seconds;
const drainThresholdMinutes = 15;
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
const inFlightQuota = 120_000;
const inFlightShare = 0.8;
const comingBackPercent = 5;
const fewestInvoked = 20;

const most = { statistic: 'Maximum' } as const;

/** 1 in a minute in which webhooks wait and nobody takes one. */
function stalled({ intakeQueue }: Watched): IMetric {
  return math('waiting, and none taken', 'IF(visible > 0 AND FILL(received, 0) == 0, 1, 0)', {
    visible: queueMetric('ApproximateNumberOfMessagesVisible', intakeQueue, most),
    received: queueMetric('NumberOfMessagesReceived', intakeQueue),
  });
}

/**
 * In seconds; an hour stands for "never" while no less arrives than leaves. What is done within a minute is no
 * backlog: at a steady pace one webhook or another is always seen waiting.
 */
export function timeToDrain({ intakeQueue }: Pick<Watched, 'intakeQueue'>): IMetric {
  return math(
    'time to drain',
    'IF(visible <= deleted, 0, IF(deleted > sent, visible / (deleted - sent) * PERIOD(deleted), 3600))',
    {
      visible: queueMetric('ApproximateNumberOfMessagesVisible', intakeQueue, most),
      sent: queueMetric('NumberOfMessagesSent', intakeQueue),
      deleted: queueMetric('NumberOfMessagesDeleted', intakeQueue),
    },
  );
}

function cameBack(watched: Watched): IMetric {
  const share = `IF(invoked >= ${fewestInvoked}, 100 * FILL(failed, 0) / invoked, 0)`;
  return math('came back, %', share, {
    invoked: mappingMetric('InvokedEventCount', watched),
    failed: mappingMetric('FailedInvokeEventCount', watched),
  });
}

export const intakeQueueAlarms = {
  // SQS's own age is raised by one webhook in a long retry, and hides one that was received three times.
  QueueAge: {
    severity: 'P',
    meaning: () =>
      `Webhooks wait more than ${queueWaitThresholdSeconds} s for their first attempt, for 5 minutes.`,
    impact: ({ intakeRetentionDays }) =>
      `They reach their destinations late (the aim is ${slo.freshness.seconds} s); SQS deletes what waits ${intakeRetentionDays} days.`,
    metric: ({ processing }) => ownMetric('QueueWait', processing, most),
    comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold: () => 1000 * queueWaitThresholdSeconds,
    datapoints: [5, 5],
    missing: TreatMissingData.NOT_BREACHING,
    atLowTraffic:
      'Silent: 5 minutes in a row have no webhook each. queue-stalled and consumer-dead tell of one that nobody takes.',
  },
  QueueStalled: {
    severity: 'P',
    meaning: () => 'Webhooks wait, and for 5 minutes nobody has taken one from the queue.',
    impact: ({ intakeRetentionDays }) =>
      `Nothing is delivered; SQS deletes what waits ${intakeRetentionDays} days.`,
    metric: stalled,
    comparison: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: () => 1,
    datapoints: [5, 5],
    missing: TreatMissingData.NOT_BREACHING,
    atLowTraffic:
      'Fires for a single webhook that nobody takes. A queue that was asleep may report up to 15 minutes late.',
  },
  DrainSlow: {
    severity: 'T',
    meaning: () =>
      `At its present speed the queue needs more than ${drainThresholdMinutes} minutes to drain, in 5 of 10 minutes.`,
    impact: () => 'New webhooks wait behind those, and arrive late.',
    metric: timeToDrain,
    comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold: () => 60 * drainThresholdMinutes,
    datapoints: [5, 10],
    missing: TreatMissingData.NOT_BREACHING,
    atLowTraffic: 'Writes a ticket only together with queue-stalled.',
  },
  InFlightHigh: {
    severity: 'T',
    meaning: () =>
      `At least ${inFlightShare * inFlightQuota} webhooks are in flight, and SQS hands out ${inFlightQuota} at most.`,
    impact: () => 'At the limit nothing is handed out any more, and all wait.',
    metric: ({ intakeQueue }) =>
      queueMetric('ApproximateNumberOfMessagesNotVisible', intakeQueue, most),
    comparison: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: () => inFlightShare * inFlightQuota,
    datapoints: [5, 5],
    missing: TreatMissingData.NOT_BREACHING,
    atLowTraffic: 'Silent.',
  },
  // A disabled or broken mapping publishes nothing.
  ConsumerDead: {
    severity: 'P',
    meaning: () => 'For 7 minutes the event source mapping has not polled the queue.',
    impact: ({ intakeRetentionDays }) =>
      `Nothing is delivered while webhooks are still accepted; SQS deletes what waits ${intakeRetentionDays} days.`,
    metric: (watched) =>
      math('reports of the mapping', onceHeard('FILL(polls, 0)', 'polls', 'audits'), {
        polls: heartbeats.consumer(watched),
        audits: heartbeats.audit(watched),
      }),
    comparison: ComparisonOperator.LESS_THAN_THRESHOLD,
    threshold: () => 1,
    datapoints: [7, 7],
    missing: keptWithoutValue,
    atLowTraffic: 'Fires as at any traffic: a mapping polls at rest too, and publishes 0.',
  },
  PartialFailures: {
    severity: 'T',
    meaning: () =>
      `More than ${comingBackPercent} % of the webhooks handed to processing come back, of ${fewestInvoked} or more a minute, in 3 of 5 minutes.`,
    impact: () =>
      'They are tried again, and arrive late; what fails each time becomes a dead letter.',
    metric: cameBack,
    comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold: () => comingBackPercent,
    datapoints: [3, 5],
    missing: TreatMissingData.NOT_BREACHING,
    atLowTraffic: `Silent: there are never ${fewestInvoked} webhooks in a minute.`,
  },
} as const satisfies Record<string, AlarmDefinition>;
