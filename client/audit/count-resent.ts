import { type CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { metricNamespace } from '../../service/telemetry/metric-names.ts';

/**
 * Tells the audit how many webhooks were put on the queue again. Until these have ended it would otherwise find more in
 * the queue than was accepted. Whoever may not publish metrics has sent them all the same: the audit learns of them when
 * they end.
 */
export async function countResent(
  cloudWatch: CloudWatchClient,
  stage: string,
  count: number,
): Promise<void> {
  if (count === 0) return;
  const Dimensions = [{ Name: 'service', Value: `spillway-${stage}` }];
  const resent = { MetricName: 'WebhookResent', Dimensions, Value: count, Unit: 'Count' } as const;
  await cloudWatch
    .send(new PutMetricDataCommand({ Namespace: metricNamespace, MetricData: [resent] }))
    .catch(() => undefined);
}
