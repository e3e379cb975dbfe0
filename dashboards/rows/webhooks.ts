import { Duration } from 'aws-cdk-lib';
import type { IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { marks } from '../marks.ts';
import { math, ownMetric, ownMetrics, queueMetric } from '../metrics.ts';
import { row } from '../row.ts';
import type { Watched } from '../watched.ts';
import { type Graph, graphRow } from '../widgets.ts';

const perMinute = 'webhooks a minute';

/** What came in, what became of it, and whether anything is missing. */
export function webhooksRow(watched: Watched): IWidget[][] {
  return row(2, 'Webhooks', watched, graphRow(taken(watched)), graphRow(missed(watched)));
}

function taken(watched: Watched): readonly Graph[] {
  const { ingestion, processing } = watched;
  return [
    {
      title: 'Webhooks, by what became of them',
      unit: perMinute,
      left: [
        ownMetric('WebhookAccepted', ingestion, { label: 'accepted' }),
        ownMetric('WebhookRejected', ingestion, { label: 'rejected' }),
        ownMetric('WebhookProcessed', processing, { label: 'processed' }),
        ownMetric('WebhookDuplicate', processing, { label: 'duplicate' }),
        ownMetric('WebhookFiltered', processing, { label: 'filtered' }),
        ownMetric('WebhookDeadLettered', processing, { label: 'dead-lettered' }),
      ],
      marks: marks(watched),
    },
    {
      title: 'Accepted, by source',
      unit: perMinute,
      stacked: true,
      left: [ownMetrics('WebhookAccepted', ingestion, 'source')],
      rightUnit: 'without an id or a type, a minute',
      right: [ownMetrics('IdentityGuessed', ingestion, 'source', { suffix: ', guessed' })],
    },
    {
      title: 'Processed, by source',
      unit: perMinute,
      stacked: true,
      left: [ownMetrics('WebhookProcessed', processing, 'source')],
    },
    {
      title: 'Duplicate or filtered, by source',
      unit: perMinute,
      stacked: true,
      left: [
        ownMetrics('WebhookDuplicate', processing, 'source', { suffix: ', duplicate' }),
        ownMetrics('WebhookFiltered', processing, 'source', { suffix: ', filtered' }),
      ],
    },
  ];
}

function missed(watched: Watched): readonly Graph[] {
  const { ingestion, processing } = watched;
  return [
    residue(watched),
    {
      title: 'Dead-lettered, by source',
      unit: perMinute,
      stacked: true,
      left: [ownMetrics('WebhookDeadLettered', processing, 'source')],
    },
    {
      title: 'Rejected, by reason',
      unit: 'requests a minute',
      stacked: true,
      left: [ownMetrics('WebhookRejected', ingestion, 'reason')],
      rightUnit: 'likely causes a minute',
      right: [ownMetrics('RejectionExplained', ingestion, 'explanation')],
    },
    {
      title: 'Rejected, by source',
      unit: 'requests a minute',
      stacked: true,
      left: [ownMetrics('WebhookRejected', ingestion, 'source')],
      rightUnit: 'signed with an old secret, a minute',
      right: [ownMetrics('OldSecretUsed', ingestion, ['source', 'slot'], { suffix: ' secret' })],
    },
  ];
}

/** As often as the audit adds up. */
const auditPeriod = Duration.minutes(5);
const most = { statistic: 'Maximum', period: auditPeriod } as const;

/**
 * What was accepted, and is neither settled nor in the queue. The parts are of slightly different moments, so what came
 * in one period may seem to be missing: that is the band.
 */
function residue({ audit, intakeQueue }: Watched): Graph {
  const queued = (name: string) =>
    queueMetric(`ApproximateNumberOfMessages${name}`, intakeQueue, most);
  const parts = {
    accepted: ownMetric('AcceptedTotal', audit, most),
    settled: ownMetric('SettledTotal', audit, most),
    visible: queued('Visible'),
    inFlight: queued('NotVisible'),
    delayed: queued('Delayed'),
  };
  const inQueue = '(FILL(visible, 0) + FILL(inFlight, 0) + FILL(delayed, 0))';
  const band = (sign: '' | '-', label: string) =>
    math(label, `${sign}DIFF(accepted)`, { accepted: parts.accepted }, auditPeriod);
  return {
    title: 'Residue: accepted, and not accounted for',
    unit: 'webhooks',
    range: [undefined, undefined],
    left: [
      math('residue', `accepted - settled - ${inQueue}`, parts, auditPeriod),
      band('', 'band: what came meanwhile'),
      band('-', 'band'),
    ],
    lines: [{ at: 0, label: 'nothing is missing' }],
  };
}
