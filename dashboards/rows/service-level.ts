import type { GraphWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { apiMetric, gatewayMetric, math, ownMetric } from '../metrics.ts';
import { slo } from '../slo.ts';
import type { Watched } from '../watched.ts';
import { graphRow } from '../widgets.ts';

// How fast the error budget burns: at 14.4 a 30-day budget is gone in two days, at 6 in five.
// https://sre.google/workbook/alerting-on-slos/
const burnLines = [
  { at: 14.4, label: 'fast: 14.4' },
  { at: 6, label: 'slow: 6' },
];

export function serviceLevelRow(watched: Watched): GraphWidget[] {
  const { availability, freshness } = slo;
  const counts = {
    requests: apiMetric('Count', watched),
    failed: gatewayMetric('RequestFailed', watched),
    throttled: gatewayMetric('GatewayThrottled', watched),
  };
  // A request that the gateway throttles is neither a failure nor an answered request.
  const failedShare = 'FILL(failed, 0) / (requests - FILL(throttled, 0))';
  const fresh = ownMetric('EndToEndLatency', watched.processing, {
    statistic: `PR(:${freshness.seconds * 1000})`,
    label: `processed within ${freshness.seconds} s`,
  });
  return graphRow([
    {
      title: `Availability: aim ${100 * availability.target} %`,
      unit: '%',
      range: [99, 100],
      left: [math('answered without a 5xx', `100 * (1 - ${failedShare})`, counts)],
      lines: [{ at: 100 * availability.target, label: 'aim' }],
    },
    {
      title: `Freshness: aim ${100 * freshness.target} %`,
      unit: '%',
      range: [90, 100],
      left: [fresh],
      lines: [{ at: 100 * freshness.target, label: 'aim' }],
    },
    {
      title: 'Burn rate of the error budgets',
      unit: 'times',
      left: [
        math('availability', `${failedShare} / ${rounded(1 - availability.target)}`, counts),
        math('freshness', `(1 - fresh / 100) / ${rounded(1 - freshness.target)}`, { fresh }),
      ],
      lines: burnLines,
    },
  ]);
}

function rounded(share: number): string {
  return share.toFixed(4);
}
