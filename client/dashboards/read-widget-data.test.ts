import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CloudWatch, createCloudWatch } from '../../local/aws/cloudwatch/cloudwatch.ts';
import { createManualClock } from '../../local/aws/cloudwatch/manual-clock.ts';
import { listDashboards, readDashboard } from './read-dashboard.ts';
import { readWidgetData, type WidgetData } from './read-widget-data.ts';

const clock = createManualClock();
let cloudWatch: CloudWatch;
let client: CloudWatchClient;
let requests = 0;

const graph = (metrics: readonly unknown[], properties = {}) => ({
  type: 'metric',
  properties: { metrics, stat: 'Sum', period: 60, ...properties },
});
const of = (name: string, source: string, ...rest: readonly unknown[]) => [
  ...['N', name, 'source', source, ...rest],
];

const widgets = [
  graph([
    of('a', 'x', { label: 'all' }),
    [{ expression: 'FILL(a, 0) + 2 * FILL(b, 1)', label: 'sum' }],
    of('a', 'x', { id: 'a', visible: false }),
    of('b', 'x', { id: 'b', visible: false }),
  ]),
  graph([
    [
      {
        expression: "SEARCH('{N,source} MetricName=\"a\"', 'Sum', 60)",
        label: `$\{PROP('Dim.source')}`,
      },
    ],
  ]),
  graph([[{ expression: 'NOSUCH(1)', label: 'wrong' }]]),
  graph([of('a', 'x', { period: 3600 })], { start: '-P2D' }),
  graph([of('none', 'x')]),
];

beforeAll(async () => {
  clock.advance(600_000);
  const body = JSON.stringify({ start: '-PT1H', periodOverride: 'inherit', widgets });
  cloudWatch = createCloudWatch({
    ...{ clock, alarms: [], dashboards: [{ name: 'spillway-dev-main', body }] },
    ...{ region: 'eu-west-1', accountId: '000000000000', publish: async () => {} },
  });
  client = new CloudWatchClient({
    ...{ endpoint: await cloudWatch.start(), region: 'eu-west-1' },
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  client.middlewareStack.add(
    (next, { commandName }) =>
      (args) => {
        if (commandName === 'GetMetricDataCommand') requests += 1;
        return next(args);
      },
    { step: 'initialize' },
  );
  const minute = Math.floor(clock.now() / 60_000) * 60_000;
  const put = (name: string, source: string, minutesAgo: number, value: number) =>
    cloudWatch.putMetric({
      ...{ namespace: 'N', name, dimensions: { source }, values: [value] },
      timestamp: minute - minutesAgo * 60_000,
    });
  put('a', 'x', 5, 1);
  put('a', 'x', 3, 2);
  put('a', 'x', 0, 9);
  put('b', 'x', 3, 10);
  put('a', 'y', 5, 4);
});
afterAll(async () => {
  client.destroy();
  await cloudWatch.stop();
});

/** Label → values of six minutes, but for the one that has just begun. */
function told(data: WidgetData | undefined) {
  return Object.fromEntries(data?.series.map(({ label, values }) => [label, values]) ?? []);
}

it('gives each widget of a deployed dashboard its series: gaps stay, and one that is refused hides no other', async () => {
  expect(await listDashboards(client, 'dev')).toEqual(['main']);
  const dashboard = await readDashboard(client, 'dev', 'main');
  expect(dashboard).toMatchObject({ name: 'main', start: '-PT1H', periodOverride: 'inherit' });
  const now = clock.now();
  const range = { from: now - 360_000, to: now };
  const data = await readWidgetData(client, {
    ...{ dashboard, range, now, signal: new AbortController().signal },
  });
  expect(told(data[0])).toEqual({
    all: [null, 1, null, 2, null],
    sum: [2, 3, 2, 22, 2],
  });
  expect(told(data[1])).toEqual({
    x: [null, 1, null, 2, null],
    y: [null, 4, null, null, null],
  });
  expect(data[2]).toMatchObject({ series: [], error: expect.stringContaining('NOSUCH') });
  expect(data[3]?.range.from).toBe(now - 2 * 86_400_000);
  expect(data[3]?.series[0]).toMatchObject({ period: 3600 });
  expect(data[4]?.series[0]?.values).toEqual([null, null, null, null, null]);
});

it('asks once for all that show the same time', async () => {
  const { widgets: all, ...rest } = await readDashboard(client, 'dev', 'main');
  const dashboard = { ...rest, widgets: all.filter(({ index }) => index !== 2) };
  const now = clock.now();
  requests = 0;
  await readWidgetData(client, {
    ...{ dashboard, now, range: { from: now - 360_000, to: now } },
    signal: new AbortController().signal,
  });
  expect(requests).toBe(2);
});

it('says which dashboards there are where one is asked for that is none', async () => {
  await expect(readDashboard(client, 'dev', 'other')).rejects.toMatchObject({
    message: 'The stage dev has no dashboard other.',
    remedy: 'There are: main.',
  });
});
