import { setTimeout as sleep } from 'node:timers/promises';
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { GetQueryResultsCommand, StartQueryCommand } from '@aws-sdk/client-cloudwatch-logs';
import { after, pollUntil } from '../../client/poll-until.ts';

interface Range {
  /** Milliseconds since 1970, as is `until`. */
  readonly since: number;
  readonly until: number;
}

/** An answer has no more of them. */
const mostLines = 10_000;
const patienceMs = 120_000;

/**
 * The delivery ids of which processing has logged, in this time, that no route wanted them: such a webhook leaves no row in
 * the table. One query of Logs Insights, in halves where it has too many lines.
 */
export async function readFiltered(
  client: CloudWatchLogsClient,
  stage: string,
  { since, until }: Range,
): Promise<readonly string[]> {
  const ids = await query(client, stage, { since, until });
  if (ids.length < mostLines || until - since < 2000) return ids;
  const middle = Math.round((since + until) / 2);
  return [
    ...(await readFiltered(client, stage, { since, until: middle })),
    ...(await readFiltered(client, stage, { since: middle, until })),
  ];
}

async function query(client: CloudWatchLogsClient, stage: string, { since, until }: Range) {
  const { queryId } = await client.send(
    new StartQueryCommand({
      logGroupNames: [`/aws/lambda/spillway-${stage}-processing`],
      startTime: Math.floor(since / 1000),
      endTime: Math.ceil(until / 1000),
      queryString: `filter message = "webhook filtered" | fields deliveryId | limit ${mostLines}`,
    }),
  );
  const look = async () => {
    const { status, results = [] } = await client.send(new GetQueryResultsCommand({ queryId }));
    if (status === 'Scheduled' || status === 'Running') return undefined;
    if (status !== 'Complete') throw new Error(`The query of the logs ended as ${status}.`);
    return results.flatMap((row) =>
      row.flatMap(({ field, value }) => (field === 'deliveryId' && value ? [value] : [])),
    );
  };
  const isOver = after(patienceMs, () => performance.now());
  const found = await pollUntil(look, { everyMilliseconds: 500, sleep, isOver });
  if (found === undefined) throw new Error('The query of the logs did not end in two minutes.');
  return found;
}
