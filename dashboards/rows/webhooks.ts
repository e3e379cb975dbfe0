import type { GraphWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { ownMetric, ownMetrics } from '../metrics.ts';
import type { Watched } from '../watched.ts';
import { graphRow } from '../widgets.ts';

export function webhooksRow(watched: Watched): GraphWidget[] {
  const { ingestion, processing } = watched;
  return graphRow([
    {
      title: 'Webhooks, by what became of them',
      unit: 'webhooks a minute',
      left: [
        ownMetric('WebhookAccepted', ingestion, { label: 'accepted' }),
        ownMetric('WebhookProcessed', processing, { label: 'processed' }),
        ownMetric('WebhookDuplicate', processing, { label: 'duplicate' }),
        ownMetric('WebhookFiltered', processing, { label: 'filtered' }),
        ownMetric('WebhookDeadLettered', processing, { label: 'dead-lettered' }),
      ],
    },
    {
      title: 'Accepted, by source',
      unit: 'webhooks a minute',
      stacked: true,
      left: [ownMetrics('WebhookAccepted', ingestion, 'source')],
      rightUnit: 'without an id or a type, a minute',
      right: [ownMetrics('IdentityGuessed', ingestion, 'source', { suffix: ', guessed' })],
    },
    {
      title: 'Rejected, by reason',
      unit: 'requests a minute',
      stacked: true,
      left: [ownMetrics('WebhookRejected', ingestion, 'reason')],
    },
  ]);
}
