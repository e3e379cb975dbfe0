import type { GraphWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { apiMetric, gatewayMetric, math } from '../metrics.ts';
import type { Watched } from '../watched.ts';
import { graphRow } from '../widgets.ts';

export function edgeRow(watched: Watched): GraphWidget[] {
  const clientErrors = apiMetric('4XXError', watched, { statistic: 'Average' });
  const requests = apiMetric('Count', watched);
  const failed = gatewayMetric('RequestFailed', watched);
  const throttled = gatewayMetric('GatewayThrottled', watched);
  const latency = (name: 'Latency' | 'IntegrationLatency', statistic: string) =>
    apiMetric(name, watched, { statistic, label: `${name} ${statistic}` });
  return graphRow([
    {
      title: 'API: requests',
      unit: 'requests a minute',
      left: [apiMetric('Count', watched, { label: 'requests' })],
    },
    {
      title: 'API: errors',
      unit: '%',
      left: [
        math('4xx, and all that the gateway answers itself', '100 * clientErrors', {
          clientErrors,
        }),
        math('failed: 5xx', '100 * FILL(failed, 0) / requests', { failed, requests }),
        math('throttled', '100 * FILL(throttled, 0) / requests', { throttled, requests }),
      ],
    },
    {
      title: 'API: latency beside the function’s part of it',
      unit: 'ms',
      left: [
        latency('Latency', 'p50'),
        latency('Latency', 'p90'),
        latency('Latency', 'p99'),
        latency('IntegrationLatency', 'p99'),
      ],
    },
  ]);
}
