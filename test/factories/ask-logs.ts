import {
  CloudWatchLogsClient,
  GetQueryResultsCommand,
  StartQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';

export interface LogsQuestion {
  readonly logGroupNames: readonly string[];
  readonly queryString: string;
}

/** Asks the Logs Insights of an embedded stack about the last hour. */
export async function askLogs(
  env: Readonly<Record<string, string>>,
  { logGroupNames, queryString }: LogsQuestion,
): Promise<readonly Readonly<Record<string, string>>[]> {
  const client = new CloudWatchLogsClient({
    endpoint: env.AWS_ENDPOINT_URL_CLOUDWATCH_LOGS ?? '',
    region: env.AWS_REGION ?? '',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const now = Math.ceil(Date.now() / 1000);
  const { queryId } = await client.send(
    new StartQueryCommand({
      ...{ queryString, logGroupNames: [...logGroupNames] },
      ...{ startTime: now - 3600, endTime: now },
    }),
  );
  const { results = [] } = await client.send(new GetQueryResultsCommand({ queryId }));
  client.destroy();
  return results.map((row) =>
    Object.fromEntries(row.map(({ field = '', value = '' }) => [field, value])),
  );
}

const words = new Set([
  ...['fields', 'filter', 'stats', 'sort', 'limit', 'by', 'as', 'asc', 'desc'],
  ...['in', 'not', 'and', 'or', 'like', 'count', 'sum', 'strlen', 'bin', 'ispresent'],
]);

/** The fields of log events that a query reads. */
export function fieldsIn(queryString: string): readonly string[] {
  const bare = queryString.replace(/"[^"]*"/g, '');
  const own = [...bare.matchAll(/\bas (\w+)/g)].map(([, name]) => name);
  const names = bare.match(/@?[A-Za-z_][\w.]*/g) ?? [];
  return [...new Set(names)].filter((name) => !words.has(name) && !own.includes(name));
}
