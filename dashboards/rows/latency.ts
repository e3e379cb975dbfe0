import type { IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { marks } from '../marks.ts';
import { functionMetric, ownMetric, ownMetrics } from '../metrics.ts';
import { row } from '../row.ts';
import { slo } from '../slo.ts';
import type { Watched } from '../watched.ts';
import { graphRow } from '../widgets.ts';

export function latencyRow(watched: Watched): IWidget[][] {
  const { ingestion, processing } = watched;
  const endToEnd = (statistic: string, label = statistic) =>
    ownMetric('EndToEndLatency', processing, { statistic, label });
  const graphs = graphRow([
    {
      title: 'Where the time goes (p50 of each part)',
      unit: 'ms',
      stacked: true,
      left: [
        functionMetric('Duration', ingestion, { statistic: 'p50', label: 'ingestion' }),
        ownMetric('QueueWait', processing, { statistic: 'p50', label: 'queue wait' }),
        functionMetric('Duration', processing, { statistic: 'p50', label: 'processing' }),
      ],
      marks: marks(watched),
    },
    {
      title: 'From receipt to the last destination',
      unit: 'ms',
      left: [endToEnd('p50'), endToEnd('p99'), endToEnd('Maximum', 'max')],
      lines: [{ at: slo.freshness.seconds * 1000, label: 'aim of 99 % for the first attempt' }],
      marks: marks(watched),
    },
    {
      title: 'From receipt to the last destination, by source: p99',
      unit: 'ms',
      left: [ownMetrics('EndToEndLatency', processing, 'source', { statistic: 'p99' })],
    },
  ]);
  return row(7, 'Latency budget', watched, graphs);
}
