import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { callSns } from '../../local/aws/sns/create-topics.ts';
import { type CliFixture, fixtureRegion, startCliFixture } from '../cli-fixture.ts';
import type { ProgramContext } from '../command.ts';

const account = '000000000000';
const arnOf = (topic: string) => `arn:aws:sns:${fixtureRegion}:${account}:spillway-dev-${topic}`;

function alarm(name: string, topic: 'pages' | 'tickets', also = '') {
  const severity = topic === 'pages' ? 'P' : 'T';
  return {
    logicalId: name,
    type: 'AWS::CloudWatch::Alarm',
    properties: {
      ...{ AlarmName: `spillway-dev-${name}`, AlarmActions: [arnOf(topic)] },
      AlarmDescription: `Something. · Impact: none. · Severity: ${severity}${also}`,
      ...{ Namespace: 'N', MetricName: 'm', Statistic: 'Sum', Period: 60, Threshold: 1 },
      ...{ ComparisonOperator: 'GreaterThanThreshold', EvaluationPeriods: 1 },
      TreatMissingData: 'notBreaching',
    },
  } as const;
}

let fixture: CliFixture;

beforeEach(async () => {
  fixture = await startCliFixture({
    alarms: [
      alarm('queue-age', 'pages'),
      alarm('dlq-age', 'pages', ', in maintenance too'),
      alarm('drain-slow', 'tickets'),
      alarm('api-latency', 'tickets'),
    ],
  });
  for (const topic of ['pages', 'tickets']) {
    await sns({ Action: 'CreateTopic', Name: `spillway-dev-${topic}` });
  }
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await fixture.stop();
});

const sns = (parameters: Readonly<Record<string, string>>) =>
  callSns(fixture.endpoints.sqs, fixtureRegion, parameters);

const statesNow = async () => {
  const { alarms } = JSON.parse(await fixture.run(['status', '--json']));
  return Object.fromEntries(
    alarms.map(({ name, state }: { name: string; state: string }) => [
      name.replace('spillway-dev-', ''),
      state,
    ]),
  );
};

const json = async (args: readonly string[], context: Partial<ProgramContext> = {}) =>
  JSON.parse(await fixture.run([...args, '--json'], context));

/** Now the same stage is found as on AWS. */
function deploy(): void {
  const { sqs, cloudWatch } = fixture.endpoints;
  const aws = {
    ...{ AWS_ENDPOINT_URL_SQS: sqs, AWS_ENDPOINT_URL_SNS: sqs, AWS_REGION: fixtureRegion },
    AWS_ENDPOINT_URL_CLOUDWATCH: cloudWatch,
    ...{ AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' },
  };
  for (const [name, value] of Object.entries(aws)) vi.stubEnv(name, value);
}

describe('alarms test', () => {
  it('fires one of each severity, and says whom that tells', async () => {
    const url = 'https://events.pagerduty.com/integration/abc123/enqueue';
    await sns({
      ...{ Action: 'Subscribe', TopicArn: arnOf('pages') },
      ...{ Protocol: 'https', Endpoint: url },
    });
    const text = await fixture.run(['alarms', 'test']);
    expect(text).toContain(
      'A page: spillway-dev-queue-age is in ALARM, and spillway-dev-pages tells',
    );
    expect(text).toContain('https https://events.pagerduty.com/…');
    expect(text).not.toContain('abc123');
    expect(text).toMatch(
      /A ticket: spillway-dev-drain-slow .*\n +nobody: it has no subscription\./,
    );
    expect(await statesNow()).toMatchObject({ 'queue-age': 'ALARM', 'drain-slow': 'ALARM' });
  });

  it('takes alarms that are not on, since the actions of others would not run', async () => {
    await fixture.run(['alarms', 'test']);
    const { severities } = await json(['alarms', 'test']);
    expect(severities.map(({ alarm: name }: { alarm: string }) => name)).toEqual([
      'spillway-dev-dlq-age',
      'spillway-dev-api-latency',
    ]);
    await expect(fixture.run(['alarms', 'test'])).rejects.toThrow(
      'No alarm of severity P can be tested: all of them are on.',
    );
  });

  it('refuses while maintenance would keep it from everybody', async () => {
    await fixture.run(['maintenance', 'on', '--for', '1h'], { now: () => Date.now() - 120_000 });
    await expect(fixture.run(['alarms', 'test'])).rejects.toMatchObject({
      message: 'No alarm of severity T can be tested: maintenance is on.',
      remedy: 'End it first: npx spillway maintenance off --stage local',
    });
    expect(await statesNow()).not.toMatchObject({ 'dlq-age': 'ALARM' });
  });

  it('asks first on a deployed stage, and fails there where nobody would be told', async () => {
    deploy();
    const asked: string[] = [];
    const setExitCode = vi.fn();
    const ask = (text: string) => Promise.resolve(asked.push(text) > 1);
    const test = () => fixture.run(['alarms', 'test', '--stage', 'dev'], { ask, setExitCode });
    await expect(test()).rejects.toThrow('It was not confirmed.');
    expect(asked[0]).toMatch(
      /^Fire spillway-dev-queue-age and spillway-dev-drain-slow as a test.*\nin stage dev, account 000000000000, eu-west-1\?/,
    );
    expect(await statesNow()).not.toMatchObject({ 'queue-age': 'ALARM' });
    await test();
    expect(setExitCode).toHaveBeenCalledWith(1);
  });
});

describe('maintenance', () => {
  const now = Date.UTC(2026, 10, 26, 10, 0, 30);
  const on = (...args: readonly string[]) =>
    json(['maintenance', 'on', ...args], { now: () => now });

  it('mutes from the next full minute on, for as long as is said, but for what is lost', async () => {
    expect(await on('--for', '90m', '--reason', 'load test')).toEqual({
      status: 'SCHEDULED',
      from: '2026-11-26T10:01:00.000Z',
      until: '2026-11-26T11:31:00.000Z',
      reason: 'load test',
      muted: ['spillway-dev-queue-age', 'spillway-dev-drain-slow', 'spillway-dev-api-latency'],
      telling: ['spillway-dev-dlq-age'],
    });
  });

  it('is seen by everybody until it is over, and is replaced by a later one', async () => {
    expect(await fixture.run(['maintenance', 'status'])).toBe('Maintenance is not on.\n');
    const began = Date.now() - 10 * 60_000;
    await fixture.run(['maintenance', 'on', '--for', '1h'], { now: () => began });
    await fixture.run(['maintenance', 'on', '--for', '2h', '--reason', 'longer'], {
      now: () => began,
    });
    const text = await fixture.run(['maintenance', 'status']);
    expect(text).toMatch(/^Maintenance is on since .* and ends at .*: 3 alarms tell nobody\./);
    expect(text).toContain('Reason: longer');
    expect(await fixture.run(['maintenance', 'off'])).toBe('Maintenance is over.\n');
    expect(await fixture.run(['maintenance', 'off'])).toBe('Maintenance was not on.\n');
  });

  it('ends by itself', async () => {
    await fixture.run(['maintenance', 'on', '--for', '5m'], { now: () => Date.now() - 600_000 });
    expect(await json(['maintenance', 'status'])).toEqual({ maintenance: null });
  });

  it('names what is wrong, before it asks the stage for anything', async () => {
    await expect(fixture.run(['maintenance', 'on'])).rejects.toThrow(/--for/);
    await expect(fixture.run(['maintenance', 'on', '--for', '400h'])).rejects.toMatchObject({
      ...{ message: '--for is at most 15 days (360h).', exitCode: 2 },
    });
  });
});
