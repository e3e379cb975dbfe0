import {
  type CloudWatchLogsClient,
  GetQueryResultsCommand,
  StartQueryCommand,
  StopQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { CommandError } from '../command-error.ts';
import { orAborted } from '../or-aborted.ts';
import type { Range } from './period-of-range.ts';
import type { LogWidget } from './widget.ts';

export interface LogTable {
  readonly columns: readonly string[];
  /** By column; `undefined` where a line has no such field. */
  readonly rows: readonly (readonly (string | undefined)[])[];
}

export interface LogAsking {
  readonly client: Pick<CloudWatchLogsClient, 'send'>;
  readonly range: Range;
  readonly signal: AbortSignal;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
}

const pauseMs = 500;
const patienceMs = 60_000;
/** Names a line for GetLogRecord, and is nothing to read. */
const pointer = '@ptr';

/**
 * What the query of a log widget finds in a time.
 *
 * @throws what AWS refuses; CommandError for a query that AWS gave up
 */
export async function queryLogs(
  { logGroups, query }: Pick<LogWidget, 'logGroups' | 'query'>,
  asking: LogAsking,
): Promise<LogTable> {
  const { client, range, signal } = asking;
  const { queryId } = await client.send(
    new StartQueryCommand({
      logGroupNames: [...logGroups],
      startTime: Math.floor(range.from / 1000),
      endTime: Math.ceil(range.to / 1000),
      queryString: query,
    }),
    { abortSignal: signal },
  );
  const rows = await results(queryId, asking);
  const columns = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  return { columns, rows: rows.map((row) => columns.map((column) => row.get(column))) };
}

type Row = ReadonlyMap<string, string | undefined>;

async function results(
  queryId: string | undefined,
  { client, signal, sleep }: LogAsking,
): Promise<readonly Row[]> {
  for (let waited = 0; waited < patienceMs && !signal.aborted; waited += pauseMs) {
    const { status, results: found = [] } = await client.send(
      new GetQueryResultsCommand({ queryId }),
    );
    if (status === 'Complete') {
      const fields = found.map((row) =>
        row.map(({ field = '', value }) => [field, value] as const),
      );
      return fields.map((row) => new Map(row.filter(([field]) => field !== pointer)));
    }
    if (status !== 'Scheduled' && status !== 'Running') throw givenUp(status);
    await orAborted(sleep(pauseMs), signal);
  }
  await client.send(new StopQueryCommand({ queryId })).catch(() => undefined); // it may have ended meanwhile
  if (signal.aborted) return [];
  throw givenUp('Running after a minute');
}

function givenUp(status = 'unknown'): CommandError {
  return new CommandError(
    `The query of the logs ended as ${status}.`,
    'Try again with a shorter time.',
  );
}
