import { setTimeout as sleep } from 'node:timers/promises';
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { GetQueryResultsCommand, StartQueryCommand } from '@aws-sdk/client-cloudwatch-logs';
import { after, pollUntil } from '../../../client/poll-until.ts';

export interface LogRange {
  /** Milliseconds since 1970, as is `until`. */
  readonly since: number;
  readonly until: number;
}

interface LogQuery extends LogRange {
  readonly logGroup: string;
  readonly query: string;
}

type LogRow = Readonly<Record<string, string>>;

const patienceMs = 120_000;

/** The rows of a query of Logs Insights. @throws Error where it fails, or takes longer than two minutes */
export async function queryLogs(
  client: CloudWatchLogsClient,
  { logGroup, query, since, until }: LogQuery,
): Promise<readonly LogRow[]> {
  const { queryId } = await client.send(
    new StartQueryCommand({
      logGroupNames: [logGroup],
      startTime: Math.floor(since / 1000),
      endTime: Math.ceil(until / 1000),
      queryString: query,
    }),
  );
  const look = async () => {
    const { status, results = [] } = await client.send(new GetQueryResultsCommand({ queryId }));
    if (status === 'Scheduled' || status === 'Running') return undefined;
    if (status !== 'Complete') throw new Error(`The query of the logs ended as ${status}.`);
    return results.map(
      (row): LogRow => Object.fromEntries(row.map(({ field = '', value = '' }) => [field, value])),
    );
  };
  const isOver = after(patienceMs, () => performance.now());
  const found = await pollUntil(look, { everyMilliseconds: 500, sleep, isOver });
  if (found === undefined) throw new Error('The query of the logs did not end in two minutes.');
  return found;
}
