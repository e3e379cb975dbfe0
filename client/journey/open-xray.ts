import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { Stage } from '../stage/stage.ts';
import type { XrayAccess } from './fetch-traces.ts';

/** With the region and the credentials that an SDK client has found. */
export async function openXray(
  { connection }: Stage,
  { config }: CloudWatchLogsClient,
  signal: AbortSignal,
): Promise<XrayAccess> {
  const region = await config.region();
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return {
    endpoint: connection?.xrayEndpoint ?? `https://xray.${region}.${domain}`,
    ...{ region, signal },
    credentials: () => config.credentials(),
  };
}
