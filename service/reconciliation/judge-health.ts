import { type MetricName, metricNamespace } from '../telemetry/metric-names.ts';

/** What tells whether webhooks are taken at the moment. @param prefix `spillway-<stage>` */
export function healthMetrics(prefix: string) {
  const own = (name: MetricName, service: string) => ({
    ...{ namespace: metricNamespace, name },
    dimensions: { service },
  });
  return {
    failed: own('RequestFailed', prefix),
    throttled: own('GatewayThrottled', prefix),
    accepted: own('WebhookAccepted', `${prefix}-ingestion`),
    throttles: {
      ...{ namespace: 'AWS/Lambda', name: 'Throttles' },
      dimensions: { FunctionName: `${prefix}-ingestion` },
    },
  };
}

interface Point {
  readonly value: number;
}

export type Health = Readonly<Record<keyof ReturnType<typeof healthMetrics>, readonly Point[]>>;

/** As the alarm on the gateway's 5xx, but at the first minutes: a few failures of many are no outage. */
const leastFailures = 3;
const leastShare = 0.05;

/** So many minutes are looked at. */
export const healthMinutes = 3;

export function isHealthy({ failed, throttled, accepted, throttles }: Health): boolean {
  if (sum(throttled) + sum(throttles) > 0) return false;
  const failures = sum(failed);
  return failures < leastFailures || failures < leastShare * (failures + sum(accepted));
}

function sum(points: readonly Point[]): number {
  return points.reduce((total, { value }) => total + value, 0);
}
