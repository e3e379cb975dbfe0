import type { GraphWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { functionMetric, ownMetric } from '../metrics.ts';
import { slo } from '../slo.ts';
import type { Watched } from '../watched.ts';
import { graphRow } from '../widgets.ts';

export function latencyRow({ ingestion, processing }: Watched): GraphWidget[] {
  const endToEnd = (statistic: string, label = statistic) =>
    ownMetric('EndToEndLatency', processing, { statistic, label });
  return graphRow([
    {
      title: 'Where the time goes (p50 of each part)',
      unit: 'ms',
      stacked: true,
      left: [
        functionMetric('Duration', ingestion, { statistic: 'p50', label: 'ingestion' }),
        ownMetric('QueueWait', processing, { statistic: 'p50', label: 'receipt to processing' }),
        functionMetric('Duration', processing, { statistic: 'p50', label: 'processing' }),
      ],
    },
    {
      title: 'From receipt to the last destination',
      unit: 'ms',
      left: [endToEnd('p50'), endToEnd('p99'), endToEnd('Maximum', 'max')],
      lines: [{ at: slo.freshness.seconds * 1000, label: 'aim of 99 %' }],
    },
  ]);
}
