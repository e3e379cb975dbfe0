import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
  type FilterLogEventsCommandInput,
  PutLogEventsCommand,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LogGroup, mostCharacters } from './log-group.ts';
import { type Logs, startLogs } from './start-logs.ts';

const arnOf = (name: string) => `arn:aws:logs:eu-west-1:000000000000:log-group:${name}:*`;
const group = (name: string) => ({ name, arn: arnOf(name), metricFilterCount: 0 });
const epoch = Date.parse('2026-11-25T12:00:00Z');
let logs: Logs;
let client: CloudWatchLogsClient;

beforeAll(async () => {
  logs = await startLogs([
    { ...group('/aws/lambda/b'), retentionInDays: 14, metricFilterCount: 2 },
    ...['/aws/lambda/a', '/many'].map(group),
    { ...group('/aws/apigateway/a'), streams: ['s'] },
  ]);
  client = new CloudWatchLogsClient({
    ...{ endpoint: logs.endpoint, region: 'eu-west-1', maxAttempts: 1 },
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  for (let second = 0; second < 5; second++) {
    const message = JSON.stringify({ level: second % 2 ? 'WARN' : 'INFO', second });
    const logStream = second < 3 ? 'one' : 'two';
    logs.log({ logGroup: '/aws/lambda/a', logStream, timestamp: epoch + second * 1000, message });
  }
  for (let index = 0; index < 25_000; index++) {
    const message = index === 24_999 ? 'the last' : 'any';
    logs.log({ logGroup: '/many', logStream: 's', timestamp: epoch, message });
  }
});
afterAll(async () => {
  client.destroy();
  await logs.stop();
});

const find = (input: FilterLogEventsCommandInput) => client.send(new FilterLogEventsCommand(input));
const secondsOf = (events: readonly { readonly timestamp?: number | undefined }[] = []) =>
  events.map(({ timestamp = 0 }) => (timestamp - epoch) / 1000);
const logGroupName = '/aws/lambda/a';

describe('FilterLogEvents', () => {
  it('gives the events with all that AWS tells of them', async () => {
    const { events, nextToken, searchedLogStreams } = await find({ logGroupName });
    expect(events).toHaveLength(5);
    expect(events?.[1]).toEqual({
      logStreamName: 'one',
      timestamp: epoch + 1000,
      ingestionTime: epoch + 1000,
      message: '{"level":"WARN","second":1}',
      eventId: expect.stringMatching(/^\d{56}$/),
    });
    expect({ nextToken, searchedLogStreams }).toEqual({ searchedLogStreams: [] });
  });

  it.each<[string, Partial<FilterLogEventsCommandInput>, readonly number[]]>([
    ['time, both ends included', { startTime: epoch + 1000, endTime: epoch + 3000 }, [1, 2, 3]],
    ['pattern', { filterPattern: '{ $.level = "WARN" }' }, [1, 3]],
    ['stream', { logStreamNames: ['two'] }, [3, 4]],
    ['beginning of a stream', { logStreamNamePrefix: 'o' }, [0, 1, 2]],
    ['order', { startFromHead: false, startTime: epoch }, [4, 3, 2, 1, 0]],
  ])('selects by %s', async (_, input, seconds) => {
    expect(secondsOf((await find({ logGroupName, ...input })).events)).toEqual(seconds);
  });

  it('gives what came late in its place', async () => {
    for (const second of [2, 1, 2]) {
      const message = `at ${second}`;
      const timestamp = epoch + second * 1000;
      logs.log({ logGroup: '/aws/lambda/b', logStream: 's', timestamp, message });
    }
    const { events } = await find({ logGroupName: '/aws/lambda/b' });
    expect(secondsOf(events)).toEqual([1, 2, 2]);
  });

  it('finds a group by its ARN as well', async () => {
    const logGroupIdentifier = arnOf(logGroupName).replace(':*', '');
    expect((await find({ logGroupIdentifier })).events).toHaveLength(5);
  });

  it.each([true, false])('goes on behind a page in its direction: %j', async (startFromHead) => {
    const first = await find({ logGroupName, limit: 2, startFromHead, startTime: epoch });
    const { nextToken } = first;
    const rest = await find({ logGroupName, nextToken, startTime: epoch });
    const seconds = [...secondsOf(first.events), ...secondsOf(rest.events)];
    expect(first.events).toHaveLength(2);
    expect(seconds).toEqual(startFromHead ? [0, 1, 2, 3, 4] : [4, 3, 2, 1, 0]);
  });

  it('gives empty pages while it searches, and what is found at last', async () => {
    const pages: number[] = [];
    const input = { logGroupName: '/many', filterPattern: '"the last"' };
    for await (const { events } of paginateFilterLogEvents({ client }, input)) {
      pages.push(events?.length ?? 0);
    }
    expect(pages).toEqual([0, 0, 1]);
  });

  it.each<[string, FilterLogEventsCommandInput, string]>([
    ['no group', {}, 'InvalidParameterException'],
    ['two groups', { logGroupName, logGroupIdentifier: 'x' }, 'InvalidParameterException'],
    ['an unknown group', { logGroupName: 'x' }, 'ResourceNotFoundException'],
    ['a wrong pattern', { logGroupName, filterPattern: '{' }, 'InvalidParameterException'],
    ['no limit', { logGroupName, limit: 0 }, 'InvalidParameterException'],
    ['a foreign token', { logGroupName, nextToken: 'x' }, 'InvalidParameterException'],
    [
      'names and the beginning of names',
      { logGroupName, logStreamNames: ['a'], logStreamNamePrefix: 'a' },
      'InvalidParameterException',
    ],
    ['all time backwards', { logGroupName, startFromHead: false }, 'InvalidParameterException'],
  ])('refuses %s', async (_, input, name) => {
    await expect(find(input)).rejects.toMatchObject({ name });
  });
});

describe('DescribeLogGroups', () => {
  const describeGroups = async (input: object) => {
    const { logGroups = [], nextToken } = await client.send(new DescribeLogGroupsCommand(input));
    return { names: logGroups.map((one) => one.logGroupName), logGroups, nextToken };
  };

  it('lists the groups by name, with what the template says of them', async () => {
    const { names, logGroups } = await describeGroups({});
    expect(names).toEqual(['/aws/apigateway/a', '/aws/lambda/a', '/aws/lambda/b', '/many']);
    expect(logGroups[2]).toEqual({
      logGroupName: '/aws/lambda/b',
      arn: arnOf('/aws/lambda/b'),
      logGroupArn: arnOf('/aws/lambda/b').slice(0, -2),
      creationTime: expect.any(Number),
      logGroupClass: 'STANDARD',
      retentionInDays: 14,
      metricFilterCount: 2,
      storedBytes: expect.any(Number),
    });
    expect(logGroups[1]?.storedBytes).toBe(5 * (27 + 26));
  });

  it('finds them by the beginning of the name, or by any part of it', async () => {
    const byPrefix = await describeGroups({ logGroupNamePrefix: '/aws/lambda/' });
    expect(byPrefix.names).toEqual(['/aws/lambda/a', '/aws/lambda/b']);
    const byPart = await describeGroups({ logGroupNamePattern: 'gateway' });
    expect(byPart.logGroups).toEqual([
      expect.not.objectContaining({ storedBytes: expect.anything() }),
    ]);
  });

  it('gives them page by page', async () => {
    const { nextToken, names } = await describeGroups({ limit: 3 });
    expect(names).toHaveLength(3);
    expect((await describeGroups({ limit: 3, nextToken })).names).toEqual(['/many']);
  });
});

it('keeps no line of a group that nobody made', async () => {
  logs.log({ logGroup: '/none', logStream: 's', timestamp: epoch, message: 'any' });
  await expect(find({ logGroupName: '/none' })).rejects.toThrow('does not exist');
});

it('forgets the oldest events of a group that is full, and goes on where a token says', () => {
  const full = new LogGroup(group('full'), epoch);
  const message = 'x'.repeat(1024 * 1024);
  const add = () => full.add({ logGroup: 'full', logStream: 's', timestamp: epoch, message });
  for (let index = 0; index < 20; index++) add();
  const numbersFrom = (number: number) =>
    [...full.eventsFrom(number, false)].map((event) => event.number);
  expect(numbersFrom(0)).toEqual([6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]);
  expect(numbersFrom(3)).toEqual(numbersFrom(0));
  expect(numbersFrom(18)).toEqual([19, 20]);
  expect(full.size).toBeLessThanOrEqual(mostCharacters);
  expect([...full.eventsFrom(8, true)].map((event) => event.number)).toEqual([7, 6]);
});

it('keeps the events of a group that is deployed again, with other settings', async () => {
  const own = await startLogs(['/kept', '/gone'].map(group));
  own.log({ logGroup: '/kept', logStream: 's', timestamp: epoch, message: 'before' });
  own.deploy([{ ...group('/kept'), retentionInDays: 3 }, group('/new')]);
  own.log({ logGroup: '/new', logStream: 's', timestamp: epoch, message: 'after' });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const other = new CloudWatchLogsClient({
    ...{ endpoint: own.endpoint, region: 'eu-west-1', maxAttempts: 1, credentials },
  });
  const { logGroups = [] } = await other.send(new DescribeLogGroupsCommand({}));
  const { events = [] } = await other.send(new FilterLogEventsCommand({ logGroupName: '/kept' }));
  other.destroy();
  await own.stop();
  expect(logGroups.map((one) => [one.logGroupName, one.retentionInDays])).toEqual([
    ['/kept', 3],
    ['/new', undefined],
  ]);
  expect(events.map(({ message }) => message)).toEqual(['before']);
});

describe('PutLogEvents', () => {
  const [hour, day] = [3_600_000, 86_400_000];
  const put = (times: readonly number[], logStreamName = 's', name = '/aws/apigateway/a') =>
    client.send(
      new PutLogEventsCommand({
        ...{ logGroupName: name, logStreamName },
        logEvents: times.map((timestamp) => ({ timestamp, message: String(timestamp) })),
      }),
    );

  it('keeps what is not older than 14 days and not 2 hours ahead, and says what it leaves out', async () => {
    const now = Date.now();
    const times = [now - 15 * day, now - 13 * day, now + hour, now + 3 * hour];
    expect(await put(times)).toMatchObject({
      rejectedLogEventsInfo: { tooOldLogEventEndIndex: 1, tooNewLogEventStartIndex: 3 },
    });
    const { events = [] } = await find({ logGroupName: '/aws/apigateway/a' });
    expect(events.map(({ timestamp }) => timestamp)).toEqual(times.slice(1, 3));
  });

  it.each<[name: string, code: string, ...Parameters<typeof put>]>([
    ['a stream that nobody made', 'ResourceNotFoundException', [1], 'other'],
    ['a group that is not there', 'ResourceNotFoundException', [1], 's', '/none'],
    ['events out of their order', 'InvalidParameterException', [2, 1]],
    ['none', 'InvalidParameterException', []],
  ])('refuses %s', async (_, name, ...given) => {
    await expect(put(...given)).rejects.toMatchObject({ name });
  });
});
