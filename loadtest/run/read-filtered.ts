import { setTimeout as sleep } from 'node:timers/promises';
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { type LogRange, queryLogs } from '../../client/logs/query-logs.ts';

/** An answer has no more of them. */
const mostLines = 10_000;

/**
 * The delivery ids of which processing has logged, in this time, that no route wanted them: such a webhook leaves no row in
 * the table. One query of Logs Insights, in halves where it has too many lines.
 */
export async function readFiltered(
  client: CloudWatchLogsClient,
  stage: string,
  { since, until }: LogRange,
): Promise<readonly string[]> {
  const rows = await queryLogs({
    ...{ client, since, until, sleep },
    logGroups: [`/aws/lambda/spillway-${stage}-processing`],
    query: `filter message = "webhook filtered" | fields deliveryId | limit ${mostLines}`,
  });
  const ids = rows.flatMap((row) => row.get('deliveryId') ?? []);
  if (ids.length < mostLines || until - since < 2000) return ids;
  const middle = Math.round((since + until) / 2);
  return [
    ...(await readFiltered(client, stage, { since, until: middle })),
    ...(await readFiltered(client, stage, { since: middle, until })),
  ];
}
