import { type GraphWidget, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { metricNamespace } from '../../service/telemetry/metric-names.ts';
import { ownMetric } from '../metrics.ts';
import type { Watched } from '../watched.ts';
import { graphRow } from '../widgets.ts';

export function webhooksRow(watched: Watched): GraphWidget[] {
  const { ingestion, processing, sources } = watched;
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
      left: sources.map((source) =>
        ownMetric('WebhookAccepted', ingestion, { label: source }, { source }),
      ),
    },
    {
      title: 'Rejected, by reason',
      unit: 'requests a minute',
      stacked: true,
      left: [rejectionsByReason(ingestion.name)],
    },
  ]);
}

/** A search, since the reasons are many and most never occur. */
function rejectionsByReason(service: string): MathExpression {
  const query = `{${metricNamespace},service,reason} MetricName="WebhookRejected" service="${service}"`;
  return new MathExpression({
    expression: `SEARCH('${query}', 'Sum', 60)`,
    label: '',
    usingMetrics: {},
  });
}
