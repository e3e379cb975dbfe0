import type { IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { alarmLine } from '../alarm-line.ts';
import {
  auditPeriod,
  bandExpression,
  bookMetrics,
  residueExpression,
} from '../alarms/conservation.ts';
import { reconciliationPeriod } from '../alarms/reconciliation.ts';
import { marks } from '../marks.ts';
import { math, ownMetric, ownMetrics } from '../metrics.ts';
import { row } from '../row.ts';
import type { Watched } from '../watched.ts';
import { type Graph, graphRow } from '../widgets.ts';

const perMinute = 'webhooks a minute';

/** What came in, what became of it, and whether anything is missing. */
export function webhooksRow(watched: Watched): IWidget[][] {
  return row(
    2,
    'Webhooks',
    watched,
    graphRow(taken(watched)),
    graphRow(missed(watched)),
    graphRow(rejected(watched)),
    ...(watched.deliveryLogs.length === 0 ? [] : [graphRow(neverCame(watched))]),
  );
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
        ownMetric('IntakeFailed', ingestion, { label: 'refused by a failure of ours' }),
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
  return [
    residue(watched),
    corrections(watched),
    {
      title: 'Dead-lettered, by source',
      unit: perMinute,
      stacked: true,
      left: [ownMetrics('WebhookDeadLettered', watched.processing, 'source')],
    },
  ];
}

function rejected({ ingestion, audit }: Watched): readonly Graph[] {
  return [
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
    {
      title: 'Refused by a failure of ours, by reason',
      unit: 'requests a minute',
      stacked: true,
      left: [ownMetrics('IntakeFailed', ingestion, 'reason')],
      rightUnit: 'requests a minute, by source',
      right: [ownMetrics('IntakeFailed', ingestion, 'source')],
    },
    {
      title: 'Silence, of what `expectEvery` allows',
      unit: '%',
      left: [ownMetrics('SourceSilence', audit, 'source', { statistic: 'Maximum' })],
      lines: [{ at: 100, label: 'too long' }],
      rightUnit: 'signed handshakes a minute',
      right: [ownMetrics('HandshakeAnswered', ingestion, 'source', { suffix: ', handshakes' })],
    },
  ];
}

/** What senders' logs have and we don't. */
function neverCame(watched: Watched): readonly Graph[] {
  const { reconciliation } = watched;
  const inPeriod = { period: reconciliationPeriod };
  return [
    {
      title: 'Webhooks that never came: asked for, and given up',
      unit: 'webhooks in 5 minutes',
      left: [
        ownMetric('RedeliveryRequested', reconciliation, { ...inPeriod, label: 'asked for' }),
        ownMetric('MissedDeliveries', reconciliation, { ...inPeriod, label: 'given up' }),
        ownMetric('DeliveredButAbsent', reconciliation, {
          ...inPeriod,
          label: 'delivered, absent',
        }),
      ],
    },
    {
      title: 'Senders’ logs: since when not read to their end',
      unit: 'ms',
      left: [ownMetrics('ReconciliationLag', reconciliation, 'source', { statistic: 'Maximum' })],
      rightUnit: 'runs in 5 minutes',
      right: [
        ownMetric('DeliveryLogUnreadable', reconciliation, { ...inPeriod, label: 'unreadable' }),
      ],
      lines: [alarmLine('ReconcilerSilent', watched)],
    },
  ];
}

/** The band is what came and went while the parts were taken; below it, also what the audit is uncertain of. */
function residue(watched: Watched): Graph {
  const parts = bookMetrics(watched);
  const { accepted, settled } = parts;
  return {
    title: 'Residue: accepted, and not accounted for',
    unit: 'webhooks',
    range: [undefined, undefined],
    left: [
      math('residue', residueExpression, parts, auditPeriod),
      math('band', bandExpression, { accepted, settled }, auditPeriod),
      math('band', `-${bandExpression} - uncertain`, parts, auditPeriod),
    ],
    lines: [{ at: 0, label: 'nothing is missing' }],
  };
}

/** What no outcome tells of, and the audit counts in. */
function corrections({ ingestion, processing, apiName, audit }: Watched): Graph {
  return {
    title: 'What the audit counts in besides',
    unit: perMinute,
    left: [
      ownMetric('LastReceiveBegun', processing, { label: 'received for the last time' }),
      ownMetric('LastReceiveEnded', processing, { label: 'and dealt with: SQS moves the others' }),
      ownMetric('WebhookResent', { name: apiName }, { label: 'sent again by npx spillway' }),
      ownMetric('SendRepeated', ingestion, { label: 'sent to the queue once more' }),
    ],
    rightUnit: 'webhooks',
    right: [
      ownMetric('UncertainTotal', audit, {
        statistic: 'Maximum',
        period: auditPeriod,
        label: 'may have been settled without having been counted as accepted',
      }),
    ],
  };
}
