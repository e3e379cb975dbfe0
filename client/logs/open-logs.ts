import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { Stage } from '../stage/stage.ts';

/** Apart from the other clients, which most commands need without it. Destroy it. */
export function openLogs({ connection }: Stage): CloudWatchLogsClient {
  if (connection === undefined) return new CloudWatchLogsClient({});
  const { logsEndpoint: endpoint, region, credentials } = connection;
  return new CloudWatchLogsClient({ endpoint, region, credentials });
}
