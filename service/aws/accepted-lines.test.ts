import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Logs, startLogs } from '../../local/aws/logs/start-logs.ts';
import { createReadAccepted } from './accepted-lines.ts';

const logGroup = '/aws/lambda/spillway-dev-ingestion';
const at = Date.parse('2026-11-26T08:00:00.123Z');
let logs: Logs;
let client: CloudWatchLogsClient;

beforeEach(async () => {
  logs = await startLogs([
    { name: logGroup, arn: `a:b:c:d:e:f:${logGroup}`, metricFilterCount: 0 },
  ]);
  client = new CloudWatchLogsClient({
    ...{ endpoint: logs.endpoint, region: 'eu-west-1', maxAttempts: 1 },
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
});
afterEach(async () => {
  client.destroy();
  await logs.stop();
});

const log = (timestamp: number, fields: object) =>
  logs.log({ logGroup, logStream: 's', timestamp, message: JSON.stringify(fields) });
const accepted = (deliveryId: string, source = 'github') => ({
  ...{ message: 'webhook accepted', deliveryId, source },
});

it('gives the ids that were accepted from the source within the range, each once', async () => {
  log(at - 1000, accepted('before'));
  log(at, accepted('first'));
  log(at + 500, accepted('first'));
  log(at + 600, accepted('of-another', 'github-two'));
  log(at + 700, { ...accepted('refused'), message: 'webhook rejected' });
  log(at + 5000, accepted('last'));
  log(at + 6000, accepted('after'));
  const read = createReadAccepted({ client, logGroup });
  expect(await read('github', { from: at, to: at + 5000 })).toEqual(new Set(['first', 'last']));
});

it('asks in parts where one answer has no room for all', async () => {
  for (let n = 0; n < 10_500; n++) log(at + n, accepted(`id-${n}`));
  const read = createReadAccepted({ client, logGroup });
  expect((await read('github', { from: at, to: at + 20_000 })).size).toBe(10_500);
});

/** AWS takes seconds; the answers of the embedded stack are there at once. */
function answering(...statuses: readonly string[]) {
  const left = [...statuses];
  const send = async ({ constructor: { name } }: object) =>
    name === 'StartQueryCommand'
      ? { queryId: 'q' }
      : { status: left.length > 1 ? left.shift() : left[0], results: [] };
  return createReadAccepted({
    ...{ client: { send } as unknown as CloudWatchLogsClient, logGroup },
    sleep: async () => undefined,
  });
}

it('waits while a query runs', async () => {
  const read = answering('Scheduled', 'Running', 'Complete');
  expect(await read('github', { from: at, to: at })).toEqual(new Set());
});

it.each(['Failed', 'Timeout', 'Running'])(
  'takes nothing for missing where a query stays %s',
  async (status) => {
    await expect(answering(status)('github', { from: at, to: at })).rejects.toThrow('The query of');
  },
);
