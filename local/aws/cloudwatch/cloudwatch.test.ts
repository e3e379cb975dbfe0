import {
  CloudWatchClient,
  DescribeAlarmContributorsCommand,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  DisableAlarmActionsCommand,
  GetDashboardCommand,
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  ListDashboardsCommand,
  ListMetricsCommand,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AlarmResource } from './alarms/alarm-definition.ts';
import type { AlarmNotification } from './alarms/notification.ts';
import { createClock } from './clock.ts';
import { type CloudWatch, createCloudWatch } from './cloudwatch.ts';
import { createManualClock, type ManualClock } from './manual-clock.ts';

const topic = 'arn:aws:sns:eu-west-1:000000000000:alarms';
const minuteMs = 60_000;

function metricAlarm(name: string, properties: object): AlarmResource {
  return {
    logicalId: name,
    type: 'AWS::CloudWatch::Alarm',
    properties: {
      AlarmName: name,
      Namespace: 'N',
      MetricName: 'm',
      Statistic: 'Maximum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
      AlarmActions: [topic],
      OKActions: [topic],
      ...properties,
    },
  };
}

function compositeAlarm(name: string, properties: object): AlarmResource {
  return {
    logicalId: name,
    type: 'AWS::CloudWatch::CompositeAlarm',
    properties: { AlarmName: name, AlarmActions: [topic], ...properties },
  };
}

let clock: ManualClock;
let cloudWatch: CloudWatch;
let client: CloudWatchClient;
let sent: AlarmNotification[];
let lines: string[];

async function start(alarms: readonly AlarmResource[], publish?: () => Promise<void>) {
  cloudWatch = createCloudWatch({
    clock,
    alarms,
    region: 'eu-west-1',
    accountId: '000000000000',
    publish: async (notification) => {
      await publish?.();
      sent.push(notification);
    },
    log: (line) => lines.push(line),
  });
  client = new CloudWatchClient({
    endpoint: await cloudWatch.start(),
    region: 'eu-west-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
}

beforeEach(() => {
  clock = createManualClock();
  clock.advance(6000); // after the evaluation of the minute before
  sent = [];
  lines = [];
});

afterEach(async () => {
  client.destroy();
  await cloudWatch.stop();
});

/** One value of `N m` in each minute, undefined for none. Each minute is evaluated when it is over. */
function pass(...values: readonly (number | undefined)[]): void {
  for (const value of values) {
    if (value !== undefined) {
      const datum = { namespace: 'N', name: 'm', dimensions: {}, timestamp: clock.now() };
      cloudWatch.putMetric({ ...datum, values: [value] });
    }
    clock.advance(minuteMs);
  }
}

async function stateOf(name: string) {
  const types = ['MetricAlarm', 'CompositeAlarm'] as const;
  const answer = await client.send(
    new DescribeAlarmsCommand({ AlarmNames: [name], AlarmTypes: [...types] }),
  );
  return [...(answer.MetricAlarms ?? []), ...(answer.CompositeAlarms ?? [])][0];
}

describe('an alarm', () => {
  it('fires when its period is over, notifies once, and clears', async () => {
    await start([metricAlarm('depth', {})]);
    expect((await stateOf('depth'))?.StateValue).toBe('INSUFFICIENT_DATA');
    pass(0);
    expect((await stateOf('depth'))?.StateValue).toBe('OK');
    pass(3, 4);
    expect(await stateOf('depth')).toMatchObject({
      StateValue: 'ALARM',
      StateReason: expect.stringContaining('Threshold Crossed: 1 out of the last 1 datapoints [4'),
    });
    pass(0);
    // Its first state was good, and is told to nobody at the terminal.
    expect(lines.map((line) => line.split('.')[0])).toEqual([
      'depth: OK → ALARM',
      'depth: ALARM → OK',
    ]);
    await vi.waitFor(() => expect(sent).toHaveLength(3), 20_000);
    expect(sent.map(({ subject, topicArn }) => [topicArn, subject])).toEqual([
      [topic, 'OK: "depth" in eu-west-1'],
      [topic, 'ALARM: "depth" in eu-west-1'],
      [topic, 'OK: "depth" in eu-west-1'],
    ]);
    expect(JSON.parse(sent[1]?.message ?? '')).toMatchObject({
      AlarmName: 'depth',
      NewStateValue: 'ALARM',
      OldStateValue: 'OK',
      Trigger: { MetricName: 'm', Namespace: 'N', Statistic: 'MAXIMUM', Period: 60, Threshold: 1 },
    });
  });

  it('waits for M of N, and keeps its alarm for as long as M of N breach', async () => {
    await start([metricAlarm('m-of-n', { EvaluationPeriods: 3, DatapointsToAlarm: 2 })]);
    const states: (string | undefined)[] = [];
    for (const value of [0, 0, 1, 0, 1, 0, 0]) {
      pass(value);
      states.push((await stateOf('m-of-n'))?.StateValue);
    }
    expect(states).toEqual(['OK', 'OK', 'OK', 'OK', 'ALARM', 'OK', 'OK']);
  });

  it('fires late over missing data that is breaching: the evaluation range is longer than N', async () => {
    await start([metricAlarm('heartbeat', { TreatMissingData: 'breaching', Threshold: 5 })]);
    const states: (string | undefined)[] = [];
    for (const value of [1, undefined, undefined, undefined]) {
      pass(value);
      states.push((await stateOf('heartbeat'))?.StateValue);
    }
    expect(states).toEqual(['OK', 'OK', 'OK', 'ALARM']);
  });

  it('says that it has too little data once there is none, unless told otherwise', async () => {
    await start([
      metricAlarm('missing', { TreatMissingData: 'missing' }),
      metricAlarm('ignore', { TreatMissingData: 'ignore' }),
    ]);
    pass(7, undefined, undefined, undefined);
    expect((await stateOf('missing'))?.StateValue).toBe('INSUFFICIENT_DATA');
    expect((await stateOf('ignore'))?.StateValue).toBe('ALARM');
  });

  it('adds its period up over minutes, and looks each minute', async () => {
    await start([metricAlarm('five-minutes', { Period: 300, Statistic: 'Sum', Threshold: 5 })]);
    pass(1, 1, 1, 1);
    expect((await stateOf('five-minutes'))?.StateValue).toBe('OK');
    pass(1);
    expect((await stateOf('five-minutes'))?.StateValue).toBe('ALARM');
  });

  it.each([
    ['p90', 90, 'ALARM'],
    ['p90', 91, 'OK'],
    ['p50', 50, 'ALARM'],
  ])('watches the percentile %s against %d', async (ExtendedStatistic, Threshold, state) => {
    await start([metricAlarm('slow', { Statistic: undefined, ExtendedStatistic, Threshold })]);
    const values = Array.from({ length: 100 }, (_, index) => index + 1);
    const datum = { namespace: 'N', name: 'm', dimensions: {}, timestamp: clock.now() };
    cloudWatch.putMetric({ ...datum, values });
    pass(undefined);
    expect((await stateOf('slow'))?.StateValue).toBe(state);
  });

  it('watches an expression', async () => {
    const metric = (Id: string, MetricName: string) => ({
      Id,
      ReturnData: false,
      MetricStat: { Metric: { Namespace: 'N', MetricName }, Period: 60, Stat: 'Sum' },
    });
    await start([
      metricAlarm('rate', {
        Threshold: 5,
        ComparisonOperator: 'GreaterThanThreshold',
        Metrics: [
          metric('errors', 'errors'),
          metric('calls', 'm'),
          { Id: 'rate', Expression: 'IF(calls>=20, 100*FILL(errors,0)/calls, 0)' },
        ],
      }),
    ]);
    const datum = { namespace: 'N', name: 'errors', dimensions: {} };
    cloudWatch.putMetric({ ...datum, values: [1], timestamp: clock.now() });
    pass(10);
    expect((await stateOf('rate'))?.StateValue).toBe('OK');
    cloudWatch.putMetric({ ...datum, values: [2], timestamp: clock.now() });
    pass(20);
    expect((await stateOf('rate'))?.StateValue).toBe('ALARM');
  });

  it('looks every ten seconds at a metric of high resolution', async () => {
    await start([metricAlarm('fast', { Period: 10 })]);
    clock.advance(4000);
    const datum = { namespace: 'N', name: 'm', dimensions: {}, timestamp: clock.now() };
    cloudWatch.putMetric({ ...datum, values: [1], resolutionSeconds: 1 });
    clock.advance(15_000);
    expect((await stateOf('fast'))?.StateValue).toBe('ALARM');
  });

  it.each([
    [
      'an expression',
      { Metrics: [{ Id: 'e', Expression: "SEARCH('x', 'Sum')", Period: 60 }] },
      'SEARCH',
    ],
    ['a statistic', { Statistic: 'tm99' }, 'tm99'],
    ['a comparison', { ComparisonOperator: 'LessThanLowerThreshold' }, 'ComparisonOperator'],
    ['no period', { Period: undefined }, 'Period'],
  ])(
    'that uses %s that is not supported says so and does not stop the others',
    async (_, properties, name) => {
      await start([metricAlarm('odd', properties), metricAlarm('even', {})]);
      expect(lines).toEqual([expect.stringContaining(name)]);
      pass(1);
      const odd = await client.send(new DescribeAlarmsCommand({ AlarmNamePrefix: 'odd' }));
      expect(odd.MetricAlarms?.[0]?.StateReason).toContain(name);
      expect((await stateOf('even'))?.StateValue).toBe('ALARM');
    },
  );

  it('goes on when its topic refuses the notification', async () => {
    await start([metricAlarm('depth', {})], () => Promise.reject(new Error('no such topic')));
    pass(1);
    await vi.waitFor(() => expect(lines.join()).toContain('could not notify'), 20_000);
    expect((await stateOf('depth'))?.StateValue).toBe('ALARM');
  });

  it('catches up on minutes that passed while the process slept', async () => {
    await start([metricAlarm('depth', {})]);
    pass(1);
    clock.advance(3 * 3_600_000);
    expect((await stateOf('depth'))?.StateValue).toBe('OK');
  });
});

describe('a composite alarm', () => {
  it('follows its rule over other alarms, composites among them', async () => {
    await start([
      compositeAlarm('all', { AlarmRule: 'ALARM(either) AND NOT ALARM(quiet)' }),
      compositeAlarm('either', { AlarmRule: 'ALARM("depth") OR ALARM("other")' }),
      metricAlarm('depth', {}),
      metricAlarm('other', { MetricName: 'none' }),
      metricAlarm('quiet', { MetricName: 'none' }),
    ]);
    pass(1);
    expect((await stateOf('all'))?.StateValue).toBe('ALARM');
    pass(0);
    expect((await stateOf('all'))?.StateValue).toBe('OK');
  });

  it('notifies nobody while its suppressor is in alarm', async () => {
    await start([
      metricAlarm('depth', { AlarmActions: [], OKActions: [] }),
      metricAlarm('maintenance', { MetricName: 'none', AlarmActions: [], OKActions: [] }),
      compositeAlarm('page', { AlarmRule: 'ALARM(depth)', ActionsSuppressor: 'maintenance' }),
    ]);
    pass(0);
    const StateReason = 'load test';
    await client.send(
      new SetAlarmStateCommand({ AlarmName: 'maintenance', StateValue: 'ALARM', StateReason }),
    );
    await client.send(
      new SetAlarmStateCommand({ AlarmName: 'depth', StateValue: 'ALARM', StateReason }),
    );
    expect((await stateOf('page'))?.StateValue).toBe('ALARM');
    expect(sent).toEqual([]);
  });
});

describe('the observer', () => {
  it('turns EMF lines into metrics and counts lines that are broken', async () => {
    await start([]);
    const line = (message: string) =>
      cloudWatch.log({
        logGroup: '/aws/lambda/f',
        logStream: 's',
        timestamp: clock.now(),
        message,
      });
    const Metrics = [{ Name: 'WebhookAccepted', Unit: 'Count' }];
    const directive = { Namespace: 'Spillway', Dimensions: [['service']], Metrics };
    const _aws = { Timestamp: clock.now(), CloudWatchMetrics: [directive] };
    line(JSON.stringify({ _aws, service: 'ingestion', WebhookAccepted: 3 }));
    line(JSON.stringify({ _aws, service: 'ingestion' }));
    line('{"_aws":');
    const { Metrics: listed } = await client.send(new ListMetricsCommand({}));
    const LogGroup = [{ Name: 'LogGroupName', Value: '/aws/lambda/f' }];
    expect(listed).toEqual([
      {
        Namespace: 'Spillway',
        MetricName: 'WebhookAccepted',
        Dimensions: [{ Name: 'service', Value: 'ingestion' }],
      },
      { Namespace: 'AWS/Logs', MetricName: 'EMFValidationErrors', Dimensions: LogGroup },
      { Namespace: 'AWS/Logs', MetricName: 'EMFParsingErrors', Dimensions: LogGroup },
    ]);
  });

  it('alarms on the depth of a queue within two minutes', async () => {
    await start([
      metricAlarm('dlq-not-empty', {
        Namespace: 'AWS/SQS',
        MetricName: 'ApproximateNumberOfMessagesVisible',
        Dimensions: [{ Name: 'QueueName', Value: 'q' }],
      }),
    ]);
    const depth = { kind: 'queue-depth', queueName: 'q', notVisible: 0, delayed: 0 } as const;
    cloudWatch.record({ ...depth, timestamp: clock.now(), visible: 1, oldestAgeSeconds: 3 });
    clock.advance(2 * minuteMs);
    expect((await stateOf('dlq-not-empty'))?.StateValue).toBe('ALARM');
    cloudWatch.record({ ...depth, timestamp: clock.now(), visible: 0, oldestAgeSeconds: 0 });
    clock.advance(2 * minuteMs);
    expect((await stateOf('dlq-not-empty'))?.StateValue).toBe('OK');
  });
});

describe('a heartbeat of an event source mapping', () => {
  const ends = { functionName: 'f', queueName: 'q', mappingId: 'uuid-1' };
  const report = (isPolling: boolean) =>
    cloudWatch.record({ kind: 'mapping-polling', timestamp: clock.now(), ...ends, isPolling });
  const heartbeat = metricAlarm('consumer-dead', {
    ...{ Namespace: 'AWS/Lambda', MetricName: 'PolledEventCount', Statistic: 'SampleCount' },
    Dimensions: [{ Name: 'EventSourceMappingUUID', Value: 'uuid-1' }],
    ComparisonOperator: 'LessThanThreshold',
    TreatMissingData: 'breaching',
  });

  it('beats while the mapping polls, at rest as well', async () => {
    await start([heartbeat]);
    report(true);
    clock.advance(6 * 3_600_000);
    expect((await stateOf('consumer-dead'))?.StateValue).toBe('OK');
    report(false);
    clock.advance(3 * minuteMs);
    expect((await stateOf('consumer-dead'))?.StateValue).toBe('ALARM');
    report(true);
    clock.advance(2 * minuteMs);
    expect((await stateOf('consumer-dead'))?.StateValue).toBe('OK');
  });
});

it('looks back over a day, three times where nothing came, and knows its percentiles', async () => {
  const day = { Period: 86_400, Threshold: 50, ComparisonOperator: 'GreaterThanThreshold' };
  const slow = { ...day, Statistic: undefined, ExtendedStatistic: 'PR(100:)' };
  await start([metricAlarm('slow', slow)]);
  const datum = { namespace: 'N', name: 'm', dimensions: {}, timestamp: clock.now() };
  cloudWatch.putMetric({ ...datum, values: [99, 101, 102] });
  const states: (string | undefined)[] = [];
  for (const hours of [1, 70, 2]) {
    clock.advance(hours * 3_600_000);
    cloudWatch.putMetric({ ...datum, name: 'other', values: [1], timestamp: clock.now() });
    states.push((await stateOf('slow'))?.StateValue);
  }
  expect(states).toEqual(['ALARM', 'ALARM', 'OK']);
});

describe('the API', () => {
  beforeEach(() => start([metricAlarm('depth', { AlarmDescription: 'what it means' })]));

  it('gives back what was put, by metric and by expression', async () => {
    const at = new Date(clock.now());
    await client.send(
      new PutMetricDataCommand({
        Namespace: 'N',
        MetricData: [
          { MetricName: 'a', Value: 4, Timestamp: at },
          { MetricName: 'a', Values: [1, 2], Counts: [1, 2], Timestamp: at },
          {
            MetricName: 'b',
            StatisticValues: { SampleCount: 2, Sum: 6, Minimum: 1, Maximum: 5 },
            Timestamp: at,
          },
        ],
      }),
    );
    const range = {
      StartTime: new Date(clock.now() - 600_000),
      EndTime: new Date(clock.now() + 60_000),
    };
    const metric = (Id: string, MetricName: string) => ({
      Id,
      MetricStat: { Metric: { Namespace: 'N', MetricName }, Period: 60, Stat: 'Sum' },
    });
    const { MetricDataResults } = await client.send(
      new GetMetricDataCommand({
        ...range,
        MetricDataQueries: [
          { ...metric('a', 'a'), ReturnData: false },
          metric('b', 'b'),
          { Id: 'e', Expression: 'a + b', Label: 'both' },
        ],
      }),
    );
    const minute = new Date(clock.now() - 6000);
    expect(MetricDataResults).toEqual([
      { Id: 'b', Label: 'b', Timestamps: [minute], Values: [6], StatusCode: 'Complete' },
      { Id: 'e', Label: 'both', Timestamps: [minute], Values: [15], StatusCode: 'Complete' },
    ]);
    const { Datapoints } = await client.send(
      new GetMetricStatisticsCommand({
        ...range,
        Namespace: 'N',
        MetricName: 'a',
        Period: 300,
        Statistics: ['Sum', 'SampleCount'],
        ExtendedStatistics: ['p50'],
      }),
    );
    expect(Datapoints).toMatchObject([
      { Sum: 9, SampleCount: 4, ExtendedStatistics: { p50: 2 }, Unit: 'None' },
    ]);
  });

  describe('of metrics that a search finds', () => {
    const put = async (MetricName: string, source: string, Value: number) => {
      const Dimensions = [
        { Name: 'service', Value: 'f' },
        { Name: 'source', Value: source },
      ];
      const MetricData = [{ MetricName, Dimensions, Value, Timestamp: new Date(clock.now()) }];
      await client.send(new PutMetricDataCommand({ Namespace: 'N', MetricData }));
    };
    const search = (terms: string) => `SEARCH('{N,service,source} ${terms}', 'Sum', 60)`;
    const ask = (...MetricDataQueries: readonly object[]) =>
      client.send(
        new GetMetricDataCommand({
          StartTime: new Date(clock.now() - 600_000),
          EndTime: new Date(clock.now() + 60_000),
          MetricDataQueries: MetricDataQueries as never,
        }),
      );

    beforeEach(async () => {
      await put('a', 'github', 3);
      await put('a', 'stripe', 5);
      await put('b', 'github', 7);
    });

    it('gives one series each under its id, with labels that say what they are of', async () => {
      const { MetricDataResults } = await ask(
        {
          Id: 'e',
          Expression: search('MetricName="a" service="f"'),
          Label: `$\{PROP('Dim.source')}`,
        },
        { Id: 'none', Expression: search('MetricName="a" service="g"') },
        { Id: 'all', Expression: 'SUM(e)', Label: `max $\{MAX}` },
      );
      const told = MetricDataResults?.map(({ Id, Label, Values }) => [Id, Label, Values]);
      expect(told).toEqual([
        ['e', 'github', [3]],
        ['e', 'stripe', [5]],
        ['all', 'max 8', [8]],
      ]);
    });

    it('says what it can’t search for', async () => {
      await expect(ask({ Id: 'e', Expression: search('NOT a') })).rejects.toThrow('from "NOT a"');
    });

    it('takes metrics of other periods beside an expression', async () => {
      const Metric = { Namespace: 'N', MetricName: 'a' };
      const { MetricDataResults } = await ask(
        { Id: 'hour', MetricStat: { Metric, Period: 3600, Stat: 'Sum' } },
        { Id: 'minute', MetricStat: { Metric, Period: 60, Stat: 'Sum' }, ReturnData: false },
        { Id: 'e', Expression: 'FILL(minute, PERIOD(minute))' },
      );
      expect(MetricDataResults?.find(({ Id }) => Id === 'e')?.Values?.[0]).toBe(60);
      const mixed = [
        { Id: 'hour', MetricStat: { Metric, Period: 3600, Stat: 'Sum' } },
        { Id: 'minute', MetricStat: { Metric, Period: 60, Stat: 'Sum' } },
        { Id: 'e', Expression: 'hour + minute' },
      ];
      await expect(ask(...mixed)).rejects.toThrow('e: expressions over metrics of different');
    });
  });

  it('gives the dashboards that were deployed, and refuses others by AWS’s name', async () => {
    const body = JSON.stringify({ widgets: [] });
    const dashboards = ['spillway-dev-b', 'spillway-dev-a', 'other'].map((name) => ({
      name,
      body,
    }));
    cloudWatch.deploy({ alarms: [], dashboards });
    const listed = await client.send(
      new ListDashboardsCommand({ DashboardNamePrefix: 'spillway-dev-' }),
    );
    expect(
      listed.DashboardEntries?.map(({ DashboardName, Size }) => [DashboardName, Size]),
    ).toEqual([
      ['spillway-dev-a', body.length],
      ['spillway-dev-b', body.length],
    ]);
    const got = await client.send(new GetDashboardCommand({ DashboardName: 'other' }));
    expect(got).toMatchObject({
      DashboardArn: 'arn:aws:cloudwatch::000000000000:dashboard/other',
      DashboardBody: body,
    });
    await expect(
      client.send(new GetDashboardCommand({ DashboardName: 'none' })),
    ).rejects.toMatchObject({
      name: 'ResourceNotFound',
      message: expect.stringContaining('none'),
    });
  });

  it('takes a request that the SDK has compressed', async () => {
    const MetricData = Array.from({ length: 400 }, (_, index) => ({
      MetricName: `m${index}`,
      Value: 1,
    }));
    await client.send(new PutMetricDataCommand({ Namespace: 'Many', MetricData }));
    const { Metrics } = await client.send(new ListMetricsCommand({ Namespace: 'Many' }));
    expect(Metrics).toHaveLength(400);
  });

  it('lists what had data lately, where that is asked for', async () => {
    const MetricData = [
      { MetricName: 'now', Value: 1 },
      { MetricName: 'long ago', Value: 1, Timestamp: new Date(clock.now() - 4 * 3_600_000) },
    ];
    await client.send(new PutMetricDataCommand({ Namespace: 'Many', MetricData }));
    const lately = { Namespace: 'Many', RecentlyActive: 'PT3H' } as const;
    const { Metrics } = await client.send(new ListMetricsCommand(lately));
    expect(Metrics).toEqual([{ Namespace: 'Many', MetricName: 'now', Dimensions: [] }]);
  });

  it('sets a state until the next evaluation, and remembers it', async () => {
    await client.send(
      new SetAlarmStateCommand({ AlarmName: 'depth', StateValue: 'ALARM', StateReason: 'a drill' }),
    );
    expect(await stateOf('depth')).toMatchObject({
      StateValue: 'ALARM',
      StateReason: 'a drill',
      AlarmDescription: 'what it means',
    });
    pass(0);
    expect((await stateOf('depth'))?.StateValue).toBe('OK');
    const { AlarmHistoryItems } = await client.send(
      new DescribeAlarmHistoryCommand({ AlarmName: 'depth', HistoryItemType: 'StateUpdate' }),
    );
    expect(AlarmHistoryItems?.map(({ HistorySummary }) => HistorySummary)).toEqual([
      'Alarm updated from ALARM to OK',
      'Alarm updated from INSUFFICIENT_DATA to ALARM',
    ]);
  });

  it('notifies nobody while actions are off', async () => {
    await client.send(new DisableAlarmActionsCommand({ AlarmNames: ['depth'] }));
    pass(1);
    expect((await stateOf('depth'))?.StateValue).toBe('ALARM');
    expect(sent).toEqual([]);
  });

  it('pages', async () => {
    await cloudWatch.stop();
    await start(['a', 'b', 'c'].map((name) => metricAlarm(name, {})));
    const first = await client.send(new DescribeAlarmsCommand({ MaxRecords: 2 }));
    const { NextToken } = first;
    const second = await client.send(new DescribeAlarmsCommand({ MaxRecords: 2, NextToken }));
    const names = [first, second].map(({ MetricAlarms }) =>
      MetricAlarms?.map((alarm) => alarm.AlarmName),
    );
    expect(names).toEqual([['a', 'b'], ['c']]);
  });

  it.each([
    [
      'an action that it does not know',
      new DescribeAlarmContributorsCommand({ AlarmName: 'depth' }),
      'DescribeAlarmContributors',
    ],
    [
      'an alarm that is not there',
      new SetAlarmStateCommand({ AlarmName: 'none', StateValue: 'OK', StateReason: '-' }),
      'none',
    ],
    [
      'a period of nothing',
      new GetMetricStatisticsCommand({
        Namespace: 'N',
        MetricName: 'm',
        StartTime: new Date(1000),
        EndTime: new Date(0),
        Period: 60,
      }),
      'StartTime',
    ],
    [
      'too many periods',
      new GetMetricStatisticsCommand({
        Namespace: 'N',
        MetricName: 'm',
        StartTime: new Date(0),
        EndTime: new Date(),
        Period: 1,
      }),
      'periods',
    ],
    [
      'a unit that is none',
      new PutMetricDataCommand({
        Namespace: 'N',
        MetricData: [{ MetricName: 'm', Value: 1, Unit: 'Parsecs' as 'Count' }],
      }),
      'Unit',
    ],
  ])('names %s in its error', async (_, command, text) => {
    await expect(client.send(command as unknown as DescribeAlarmsCommand)).rejects.toMatchObject({
      message: expect.stringContaining(text),
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('refuses other protocols and other bytes politely', async () => {
    const endpoint = await client.config.endpoint?.();
    const url = `http://127.0.0.1:${endpoint?.port}`;
    const query = await fetch(url, { method: 'POST', body: 'Action=DescribeAlarms' });
    expect(await query.text()).toContain('AWS JSON 1.0');
    const headers = { 'x-amz-target': 'GraniteServiceVersion20100801.DescribeAlarms' };
    const garbage = await fetch(url, { method: 'POST', headers, body: '{' });
    expect([garbage.status, await garbage.text()]).toEqual([
      400,
      expect.stringContaining('not JSON'),
    ]);
  });
});

it('runs minutes in milliseconds with a faster clock', async () => {
  const fast = createClock(600);
  const seen: string[] = [];
  client = new CloudWatchClient({ region: 'eu-west-1' });
  cloudWatch = createCloudWatch({
    clock: fast,
    alarms: [metricAlarm('depth', {})],
    region: 'eu-west-1',
    accountId: '000000000000',
    publish: ({ subject }) => Promise.resolve(void seen.push(subject)),
  });
  await cloudWatch.start();
  const depth = { namespace: 'N', name: 'm', dimensions: {} };
  cloudWatch.putMetric({ ...depth, values: [1], timestamp: fast.at(Date.now()) });
  // On a busy machine it may have been OK for a minute before.
  await vi.waitFor(
    () =>
      expect(seen.slice(-2)).toEqual(['ALARM: "depth" in eu-west-1', 'OK: "depth" in eu-west-1']),
    { timeout: 15_000 },
  );
}, 20_000);
