import type { ReadMetrics } from '../../../client/stage/metric-data.ts';
import { metricNamespace } from '../../../service/telemetry/metric-names.ts';

/** How many webhooks a stage took in these minutes, as ingestion counts them. */
export async function readTaken(
  stage: string,
  readMetrics: ReadMetrics,
  sinceSeconds: number,
): Promise<number> {
  const accepted = {
    namespace: metricNamespace,
    name: 'WebhookAccepted',
    statistic: 'Sum',
    dimensions: { service: `spillway-${stage}-ingestion` },
  } as const;
  const [points = []] = await readMetrics([accepted], sinceSeconds);
  return points.reduce((sum, { value }) => sum + value, 0);
}
