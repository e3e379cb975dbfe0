import {
  CloudWatchLogsClient,
  GetQueryResultsCommand,
  StartQueryCommand,
  type StartQueryCommandInput,
  StopQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Logs, startLogs } from '../start-logs.ts';

const epoch = Date.parse('2026-11-25T12:00:00Z');
const groups = ['/aws/lambda/ingestion', '/aws/lambda/processing'] as const;
let logs: Logs;
let client: CloudWatchLogsClient;

/** One a minute, in both groups by turns. */
const lines: readonly (object | string)[] = [
  { level: 'INFO', message: 'webhook accepted', deliveryId: 'd-1', bytes: 100 },
  {
    level: 'WARN',
    message: 'failed',
    deliveryId: 'd-1',
    error: { message: 'HTTP 503' },
    to: ['a'],
  },
  { level: 'INFO', message: 'webhook accepted', deliveryId: 'd-2', bytes: 9, cold_start: true },
  { level: 'ERROR', message: 'dead', deliveryId: 'd-2', error: { message: 'HTTP 410' } },
  'REPORT RequestId: r-1 Duration: 12.5 ms',
];

beforeAll(async () => {
  logs = await startLogs(
    groups.map((name) => ({
      name,
      arn: `arn:aws:logs:eu-west-1:000000000000:log-group:${name}:*`,
      metricFilterCount: 0,
    })),
  );
  client = new CloudWatchLogsClient({
    ...{ endpoint: logs.endpoint, region: 'eu-west-1', maxAttempts: 1 },
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  lines.forEach((line, index) => {
    const message = typeof line === 'string' ? line : JSON.stringify(line);
    const logGroup = groups[index % 2] as string;
    logs.log({ logGroup, logStream: 's', timestamp: epoch + index * 60_000, message });
  });
});
afterAll(async () => {
  client.destroy();
  await logs.stop();
});

const range = { startTime: epoch / 1000, endTime: epoch / 1000 + 600 };
const start = (queryString: string, more: Partial<StartQueryCommandInput> = {}) =>
  client.send(
    new StartQueryCommand({ logGroupNames: [...groups], ...range, queryString, ...more }),
  );

async function find(query: string, more: Partial<StartQueryCommandInput> = {}) {
  const { queryId } = await start(query, more);
  const { results = [], ...rest } = await client.send(new GetQueryResultsCommand({ queryId }));
  const rows = results.map((row) =>
    Object.fromEntries(
      row.flatMap(({ field, value }) => (field === '@ptr' ? [] : [[field, value]])),
    ),
  );
  return { ...rest, rows };
}
const rowsOf = async (query: string) => (await find(query)).rows;

it('gives the newest events of all groups first, with time and message, where a query names no fields', async () => {
  const { rows, status, statistics } = await find('filter ispresent(deliveryId)');
  expect(status).toBe('Complete');
  expect(statistics).toMatchObject({ recordsMatched: 4, recordsScanned: 5 });
  expect(rows.map((row) => row['@timestamp'])).toEqual([
    '2026-11-25 12:03:00.000',
    '2026-11-25 12:02:00.000',
    '2026-11-25 12:01:00.000',
    '2026-11-25 12:00:00.000',
  ]);
  expect(rows[3]?.['@message']).toBe(JSON.stringify(lines[0]));
});

it.each<[query: string, found: readonly object[]]>([
  ['fields deliveryId | filter level = "ERROR"', [{ deliveryId: 'd-2' }]],
  [
    'fields message, error.message as why | filter level in ["WARN"]',
    [{ message: 'failed', why: 'HTTP 503' }],
  ],
  ['filter level not in ["INFO"] | display level', [{ level: 'ERROR' }, { level: 'WARN' }]],
  [
    'fields level | filter message like "accepted" | sort bytes desc | limit 1',
    [{ level: 'INFO' }],
  ],
  ['fields bytes | filter message like /^WEBHOOK/ or bytes < 10', [{ bytes: '9' }]],
  ['fields bytes | filter message =~ /(?i)^WEBHOOK/ and not (bytes >= 10)', [{ bytes: '9' }]],
  ['fields to.0 | filter ispresent(to.0)', [{ 'to.0': 'a' }]],
  [
    'filter @message not like "{" | fields @log',
    [{ '@log': '000000000000:/aws/lambda/ingestion' }],
  ],
  [
    'filter ispresent(level) | stats count(*) as times by level | sort times desc, level',
    [
      { level: 'INFO', times: '2' },
      { level: 'ERROR', times: '1' },
      { level: 'WARN', times: '1' },
    ],
  ],
  [
    'filter ispresent(bytes) | stats sum(bytes), max(bytes) as most, pct(bytes, 50)',
    [{ 'sum(bytes)': '109', most: '100', 'pct(bytes, 50)': '9' }],
  ],
  ['stats count_distinct(deliveryId) as ids, sum(strlen(level)) as c', [{ ids: '2', c: '17' }]],
  [
    'filter ispresent(deliveryId) | dedup deliveryId | fields message # the last of each',
    [{ message: 'dead' }, { message: 'failed' }],
  ],
  [
    'stats count(*) as times by bin(2m) as at | sort at',
    [
      { at: '2026-11-25 12:00:00.000', times: '2' },
      { at: '2026-11-25 12:02:00.000', times: '2' },
      { at: '2026-11-25 12:04:00.000', times: '1' },
    ],
  ],
  [
    'parse @message "Duration: * ms" as ms | filter ispresent(ms) | fields ms * 2 as twice',
    [{ twice: '25' }],
  ],
  ['parse @message /RequestId: (?<id>\\S+)/ | filter id = "r-1" | display id', [{ id: 'r-1' }]],
  ['fields `cold_start` as cold | filter cold = 1', [{ cold: '1' }]],
])('answers %s', async (query, found) => {
  expect(await rowsOf(query)).toEqual(found);
});

it('looks at the given seconds only, both ends included, and gives as many rows as asked for', async () => {
  const second = epoch / 1000 + 60;
  expect((await find('fields level', { startTime: second, endTime: second })).rows).toEqual([
    { level: 'WARN' },
  ]);
  expect((await find('fields level', { limit: 2 })).rows).toHaveLength(2);
});

describe('what is refused', () => {
  it.each([
    ['pattern @message', 'unexpected pattern'],
    ['fields @message | anomaly', 'unexpected anomaly'],
    ['filter level = ', 'unexpected the end'],
    ['filter level == "x"', 'unexpected ='],
    ['filter jsonparse(x) = 1', 'the function jsonparse is not known here'],
    ['stats stddev(bytes)', 'unexpected stddev'],
    ['filter message like /(/', 'malformed regular expression'],
    ['filter level = "x" ; limit 1', 'unexpected symbol found ;'],
    ['limit 0', 'expected a number above 0'],
  ])('%s, by name and place', async (query, message) => {
    await expect(start(query)).rejects.toMatchObject({
      name: 'MalformedQueryException',
      message: expect.stringContaining(message),
      queryCompileError: {
        message: expect.stringContaining(message),
        location: { startCharOffset: expect.any(Number), endCharOffset: expect.any(Number) },
      },
    });
  });

  it('is a group that does not exist, and a query that nobody started', async () => {
    const name = 'ResourceNotFoundException';
    await expect(start('limit 1', { logGroupNames: ['/none'] })).rejects.toMatchObject({ name });
    const unknown = new GetQueryResultsCommand({ queryId: 'none' });
    await expect(client.send(unknown)).rejects.toMatchObject({ name });
  });

  it('is to name the groups in two ways, and to stop what is done', async () => {
    const name = 'InvalidParameterException';
    await expect(start('limit 1', { logGroupName: groups[0] })).rejects.toMatchObject({ name });
    const { queryId } = await start('limit 1');
    await expect(client.send(new StopQueryCommand({ queryId }))).rejects.toMatchObject({ name });
  });
});

it('takes groups by their ARN', async () => {
  const { queryId } = await client.send(
    new StartQueryCommand({
      ...range,
      logGroupIdentifiers: [`arn:aws:logs:eu-west-1:000000000000:log-group:${groups[1]}`],
      queryString: 'stats count(*) as times',
    }),
  );
  const { results } = await client.send(new GetQueryResultsCommand({ queryId }));
  expect(results).toEqual([[{ field: 'times', value: '2' }]]);
});
