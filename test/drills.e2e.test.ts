import { GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { findQueue } from '../client/stage/queues.ts';
import type { EmbeddedStack } from '../local/boot/embedded-stack.ts';
import { deadLetterDrills } from '../runbooks/drills/dead-letters.ts';
import { runOnStage } from '../runbooks/drills/run-on-stage.ts';
import { plain } from '../runbooks/drills/setups.ts';
import { readStates, readTransitions } from '../runbooks/drills/stage/alarm-states.ts';
import type { DrillStage } from '../runbooks/drills/stage/drill-stage.ts';
import { openDeployed } from '../runbooks/drills/stage/open-deployed.ts';
import { comeBackSoon } from './factories/come-back-soon.ts';
import { eventually } from './factories/eventually.ts';
import { startFixtureStack } from './factories/start-fixture-stack.ts';

const clockFactor = 40;
const daySeconds = 86_400;
const { signal } = new AbortController();
let stack: EmbeddedStack;
/** The stack, for who takes it for a stage on AWS: by the variables that every AWS SDK goes by. */
let on: DrillStage;
let environment: Readonly<Record<string, string>>;

beforeAll(async () => {
  const { configFile } = plain;
  const context = { ...comeBackSoon.context, ticketAlarms: 'true' };
  stack = await startFixtureStack({
    ...{ ...comeBackSoon, context, clockFactor, canJump: true },
    ...(configFile === undefined ? {} : { configFile }),
  });
  // By it `npx spillway` knows a shell that talks to `npm start`.
  const { AWS_ENDPOINT_URL: _, ...env } = stack.env;
  environment = env;
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  on = openDeployed('dev', { clockFactor, now: () => stack.clock.now() });
});

afterAll(async () => {
  await on.stop();
  await stack.stop();
  vi.unstubAllEnvs();
});

it('plays a drill on a deployed stage by the calls and commands that AWS takes', async () => {
  const drills = deadLetterDrills.filter(({ alarm }) => alarm === 'dlq-not-empty');
  const report = await runOnStage(drills, on, {
    ...{ environment, signal, onSaid: () => undefined, onResult: () => undefined },
  });
  const [result] = report.results;
  expect(result).toMatchObject({ alarm: 'dlq-not-empty', failures: [], books: { residue: 0 } });
  expect(result?.transcript.map(({ command }) => command)).toContainEqual(
    expect.stringMatching(/^npx spillway dlq discard --fingerprint \w+ --reason drill$/),
  );
}, 120_000);

it('lets a day pass in which nothing is missed: messages age, alarms and schedules go by it', async () => {
  const QueueUrl = await findQueue(on.clients.sqs, 'dev', 'dead-letters');
  await on.clients.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'nobody looks' }));
  await eventually(
    'it is seen',
    async () => (await readStates(on)).get('dlq-not-empty')?.state === 'ALARM',
  );
  const before = stack.clock.now();
  const machine = Date.now();
  await stack.jump(daySeconds * 1000);
  expect((Date.now() - machine) / 1000).toBeGreaterThanOrEqual(daySeconds);

  const read = async (
    Namespace: string,
    MetricName: string,
    dimensions: Record<string, string>,
  ) => {
    const { Datapoints = [] } = await on.clients.cloudWatch.send(
      new GetMetricStatisticsCommand({
        ...{ Namespace, MetricName, Period: 3_600, Statistics: ['Maximum', 'SampleCount'] },
        Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
        StartTime: new Date(before),
        EndTime: new Date(stack.clock.now()),
      }),
    );
    return Datapoints;
  };
  const ages = await read('AWS/SQS', 'ApproximateAgeOfOldestMessage', {
    QueueName: 'spillway-dev-dead-letters',
  });
  expect(Math.max(...ages.map(({ Maximum = 0 }) => Maximum))).toBeGreaterThan(daySeconds - 60);
  const runs = await read('Spillway', 'AcceptedTotal', { service: 'spillway-dev-audit' });
  const count = runs.reduce((sum, { SampleCount = 0 }) => sum + SampleCount, 0);
  expect(count).toBeGreaterThanOrEqual((24 * 60) / 5 - 1);
  expect(await readTransitions(on, before)).toEqual([]);
}, 120_000);
