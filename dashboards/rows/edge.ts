import type { IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { alarmLine } from '../alarm-line.ts';
import { marks } from '../marks.ts';
import { apiMetric, gatewayMetric, math } from '../metrics.ts';
import { row } from '../row.ts';
import type { Watched } from '../watched.ts';
import { graphRow } from '../widgets.ts';

export function edgeRow(watched: Watched): IWidget[][] {
  const requests = apiMetric('Count', watched, { label: 'requests' });
  const clientErrors = apiMetric('4XXError', watched);
  const failed = gatewayMetric('RequestFailed', watched);
  const throttled = gatewayMetric('GatewayThrottled', watched, { label: 'throttled' });
  const tooLarge = gatewayMetric('PayloadTooLarge', watched, { label: 'too large' });
  const latencies = (name: 'Latency' | 'IntegrationLatency', label: string) =>
    ['p50', 'p90', 'p99'].map((statistic) =>
      apiMetric(name, watched, { statistic, label: `${label} ${statistic}` }),
    );
  const graphs = graphRow([
    {
      title: 'API: requests',
      unit: 'requests a minute',
      left: [requests, throttled, tooLarge],
      marks: marks(watched),
    },
    {
      title: 'API: errors',
      unit: '% of requests',
      left: [
        math('4xx, and all that the gateway answers itself', '100 * clientErrors / requests', {
          clientErrors,
          requests,
        }),
        math('failed: 5xx', '100 * FILL(failed, 0) / requests', { failed, requests }),
        math('throttled', '100 * FILL(throttled, 0) / requests', { throttled, requests }),
      ],
      lines: [alarmLine('Api5xx', watched), alarmLine('Api4xx', watched)],
      marks: marks(watched),
    },
    {
      title: 'API: latency beside the function’s part of it',
      unit: 'ms',
      left: [...latencies('Latency', 'whole'), ...latencies('IntegrationLatency', 'function')],
      lines: [alarmLine('ApiLatency', watched)],
      marks: marks(watched),
    },
  ]);
  return row(3, 'Edge', watched, graphs);
}
