import {
  type CloudWatchLogsClient,
  GetQueryResultsCommand,
  StartQueryCommand,
  StopQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { CommandError } from '../command-error.ts';
import { orAborted } from '../or-aborted.ts';

export interface LogRange {
  /** Milliseconds since 1970, as is `until`. */
  readonly since: number;
  readonly until: number;
}

export interface LogsQuestion extends LogRange {
  readonly client: Pick<CloudWatchLogsClient, 'send'>;
  readonly logGroups: readonly string[];
  /** In the language of Logs Insights. */
  readonly query: string;
  /** Ends the query, without an error and without rows. */
  readonly signal?: AbortSignal;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
}

/** By the names of its fields. */
export type LogRow = ReadonlyMap<string, string>;

const pauseMs = 500;
const patienceMs = 120_000;

/**
 * The rows of a query of Logs Insights, with whatever `@ptr` names them by.
 *
 * @throws what AWS refuses; CommandError for a query that AWS gave up, or that takes longer than two minutes
 */
export async function queryLogs(question: LogsQuestion): Promise<readonly LogRow[]> {
  const {
    client,
    logGroups,
    query,
    since,
    until,
    signal = new AbortController().signal,
  } = question;
  const { queryId } = await client.send(
    new StartQueryCommand({
      logGroupNames: [...logGroups],
      startTime: Math.floor(since / 1000),
      endTime: Math.ceil(until / 1000),
      queryString: query,
    }),
    { abortSignal: signal },
  );
  for (let waited = 0; waited < patienceMs && !signal.aborted; waited += pauseMs) {
    const { status, results = [] } = await client.send(new GetQueryResultsCommand({ queryId }));
    if (status === 'Complete') {
      return results.map((row) => new Map(row.map(({ field = '', value = '' }) => [field, value])));
    }
    if (status !== 'Scheduled' && status !== 'Running') throw givenUp(status);
    await orAborted(question.sleep(pauseMs), signal);
  }
  await client.send(new StopQueryCommand({ queryId })).catch(() => undefined); // it may have ended meanwhile
  if (signal.aborted) return [];
  throw givenUp('Running after two minutes');
}

function givenUp(status = 'unknown'): CommandError {
  return new CommandError(
    `The query of the logs ended as ${status}.`,
    'Try again with a shorter range of time, such as the last two hours.',
  );
}
