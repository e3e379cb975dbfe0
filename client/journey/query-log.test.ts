import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Logs, startLogs } from '../../local/aws/logs/start-logs.ts';
import { type LogQuestion, queryLog } from './query-log.ts';

const at = Date.parse('2026-11-26T08:00:00.123Z');
const groupOf = (name: string) => `/aws/lambda/spillway-dev-${name}`;
let logs: Logs;
let client: CloudWatchLogsClient;

beforeAll(async () => {
  const names = ['ingestion', 'processing'].map(groupOf);
  logs = await startLogs(
    names.map((name) => ({ name, arn: `a:b:c:d:e:f:${name}`, metricFilterCount: 0 })),
  );
  client = new CloudWatchLogsClient({
    ...{ endpoint: logs.endpoint, region: 'eu-west-1', maxAttempts: 1 },
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
});
afterAll(async () => {
  client.destroy();
  await logs.stop();
});

const question = (deliveryId: string, changes: Partial<LogQuestion> = {}): LogQuestion => ({
  ...{ client, stage: 'dev', deliveryId, since: at - 1000, until: at + 60_000 },
  ...{ signal: new AbortController().signal, sleep: async () => undefined, ...changes },
});

it.each(['plain', 'with "quotes" | limit 1', 'back\\slash" or ispresent(deliveryId)'])(
  'finds the lines of the id %s in both groups, and of no other',
  async (deliveryId) => {
    for (const [index, name] of ['processing', 'ingestion'].entries()) {
      const message = JSON.stringify({ deliveryId, message: name });
      const group = { logGroup: groupOf(name), logStream: 's' };
      logs.log({ ...group, timestamp: at + 1000 - index * 500, message });
      logs.log({ ...group, timestamp: at, message: JSON.stringify({ deliveryId: 'another' }) });
    }
    expect(await queryLog(question(deliveryId))).toEqual([
      ...[{ function: 'ingestion', at: at + 500, line: expect.stringContaining('ingestion') }],
      ...[{ function: 'processing', at: at + 1000, line: expect.stringContaining('processing') }],
    ]);
  },
);

/** AWS takes seconds; the answers of the embedded stack are there at once. */
function slow(...statuses: readonly string[]) {
  const left = [...statuses];
  const sent: string[] = [];
  const send = async (command: object) => {
    sent.push(command.constructor.name);
    if (command.constructor.name !== 'GetQueryResultsCommand') return { queryId: 'q' };
    return { status: left.length > 1 ? left.shift() : left[0], results: [] };
  };
  return { client: { send } as unknown as LogQuestion['client'], sent };
}

it('waits while a query runs, and says how one ended that AWS gave up', async () => {
  const running = slow('Running', 'Scheduled', 'Running', 'Complete');
  expect(await queryLog(question('d', running))).toEqual([]);
  expect(running.sent.filter((name) => name === 'GetQueryResultsCommand')).toHaveLength(4);
  await expect(queryLog(question('d', slow('Running', 'Timeout')))).rejects.toThrow(
    'ended as Timeout',
  );
});

it('stops a query that nobody waits for any more', async () => {
  const aborting = new AbortController();
  const endless = slow('Running');
  const sleep = async () => aborting.abort();
  await queryLog(question('d', { ...endless, sleep, signal: aborting.signal }));
  expect(endless.sent.at(-1)).toBe('StopQueryCommand');
});
