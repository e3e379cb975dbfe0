import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CliFixture, startCliFixture } from '../../../cli/cli-fixture.ts';
import { openLogs } from '../../../client/logs/open-logs.ts';
import { type Clients, createClients } from '../../../client/stage/clients.ts';
import { findStage } from '../../../client/stage/stage.ts';
import { bodyKey } from '../../../service/webhook/body-key.ts';
import { plan } from '../../fixtures/run.ts';
import { observations } from '../../run-record.ts';
import { requestsOf } from '../../samples/requests.ts';
import type { Sample } from '../../samples/sample.ts';
import { lookAtTelemetry } from '../look-at-telemetry.ts';
import type { Observer, Telemetry } from '../observer.ts';
import { openTelemetry } from './open-telemetry.ts';
import { watchMemory } from './watch-memory.ts';

const alarm = (name: string) => ({
  logicalId: name,
  type: 'AWS::CloudWatch::Alarm' as const,
  properties: {
    ...{ AlarmName: `spillway-dev-${name}`, Namespace: 'AWS/SQS', MetricName: 'a-metric' },
    ...{ Statistic: 'Maximum', Period: 60, EvaluationPeriods: 3, Threshold: 1 },
    ...{ ComparisonOperator: 'GreaterThanThreshold', TreatMissingData: 'notBreaching' },
  },
});

const startedAt = Date.now();
let fixture: CliFixture;
let clients: Clients;
let telemetry: Telemetry;
beforeAll(async () => {
  fixture = await startCliFixture({ alarms: [alarm('queue-age'), alarm('api-5xx')] });
  const stage = findStage('local', fixture.root);
  clients = createClients(stage);
  telemetry = openTelemetry({ stage, clients, logs: openLogs(stage), startedAt });
});
afterAll(async () => {
  clients.destroy();
  await fixture.stop();
});

async function setAlarm(name: string, state: string): Promise<void> {
  await fetch(fixture.endpoints.cloudWatch, {
    method: 'POST',
    headers: { 'x-amz-target': 'GraniteServiceVersion20100801.SetAlarmState' },
    body: JSON.stringify({ AlarmName: name, StateValue: state, StateReason: 'as tested' }),
  });
}

it('reads each time that an alarm was on, with its window, and no alarm that was not', async () => {
  for (const state of ['OK', 'ALARM', 'OK', 'ALARM'])
    await setAlarm('spillway-dev-queue-age', state);

  const fired = await telemetry.alarms();
  expect(fired).toEqual([
    { name: 'queue-age', from: expect.any(Number), to: expect.any(Number), windowSeconds: 180 },
    { name: 'queue-age', from: expect.any(Number), windowSeconds: 180 },
  ]);
  expect(fired[0]?.from).toBeGreaterThanOrEqual(startedAt - 1);
});

it('does not take a stage without alarms for one whose alarms are off', async () => {
  const [nobody, logs] = [
    { name: 'nobody', isEmbedded: false },
    openLogs({ ...findStage('local', fixture.root) }),
  ];
  const ofNobody = openTelemetry({ stage: nobody, clients, logs, startedAt });
  await expect(ofNobody.alarms()).rejects.toThrow('The stage nobody has no alarms.');
  logs.destroy();
});

it('reads what CloudWatch counted of the functions, and the age of the oldest message', async () => {
  const functionName = 'spillway-dev-processing';
  for (const [durationMs, outcome] of [
    [5, 'success'],
    [40, 'error'],
  ] as const) {
    const invocation = { kind: 'lambda-invocation', timestamp: Date.now(), functionName } as const;
    fixture.cloudWatch.record({ ...invocation, durationMs, outcome });
  }
  fixture.cloudWatch.putMetric({
    ...{ namespace: 'Spillway', name: 'ColdStart', values: [1], timestamp: Date.now() },
    dimensions: { service: functionName, function_name: functionName },
  });
  fixture.cloudWatch.putMetric({
    ...{ namespace: 'AWS/SQS', name: 'ApproximateAgeOfOldestMessage', values: [95] },
    ...{ dimensions: { QueueName: 'spillway-dev-intake' }, timestamp: Date.now() },
  });

  expect(await telemetry.functions()).toEqual([
    expect.objectContaining({ name: 'spillway-dev-ingestion', invocations: 0 }),
    {
      ...{ name: functionName, invocations: 2, errors: 1, throttles: 0, coldStarts: 1 },
      duration: { count: 2, p50: 5, p95: 40, p99: 40, max: 40 },
    },
  ]);
  expect(await telemetry.ages()).toEqual([{ at: expect.any(Number), seconds: 95 }]);
});

it('reads from the lines of processing how long webhooks waited and were processed', async () => {
  for (const [ageMs, durationMs] of [
    [30, 10],
    [900, 100],
  ]) {
    const line = { level: 'INFO', message: 'webhook processed', ageMs, durationMs };
    fixture.logs.log({
      ...{ logGroup: '/aws/lambda/spillway-dev-processing', logStream: 's', timestamp: Date.now() },
      message: JSON.stringify(line),
    });
  }
  const range = { since: startedAt - 1000, until: Date.now() + 1000 };
  expect(await telemetry.stages(range)).toEqual({
    queueWait: { count: 2, p50: 20, p95: 800, p99: 800, max: 800 },
    processing: { count: 2, p50: 10, p95: 100, p99: 100, max: 100 },
  });
});

const sentLarge = (id: string, sha256: string): readonly Sample[] => [
  {
    ...{ kind: 'sent', request: id, id, webhook: 0, intent: 'large', bytes: 300_000, sha256 },
    ...{ dueAt: startedAt, sentAt: startedAt },
  },
  { kind: 'answered', request: id, at: startedAt, status: 202, firstByteMs: 1, totalMs: 1 },
];
const [stored, gone] = ['a'.repeat(64), 'b'.repeat(64)];
const large = [...sentLarge('stored', stored), ...sentLarge('gone', gone)];

it('finds in the bucket the bodies of large webhooks that are there', async () => {
  const Bucket = 'spillway-dev-000000000000-eu-west-1';
  await clients.s3.send(new CreateBucketCommand({ Bucket }));
  const day = new Date(startedAt).toISOString().slice(0, 10);
  const Key = bodyKey('github', day, stored);
  await clients.s3.send(new PutObjectCommand({ Bucket, Key, Body: '{}' }));

  const accepted = requestsOf(large, 10_000);
  expect(await telemetry.claimChecked(accepted, plan.webhooks)).toEqual(['stored']);
});

const silent = { step: () => {}, update: () => {}, done: () => {}, fail: () => {} };

it('asks for everything that a gate or the report wants, and notes what can not be told', async () => {
  const observer = (changes: Partial<Observer>) =>
    ({
      ...{ telemetry: { ...telemetry, taken: async () => 7 }, memory: watchMemory(process.pid) },
      cost: async () => ({ ratePerSecond: 10, dollars: 9, parts: [] }),
      ...{ settling: { everyMs: 1, emptyMs: 1, patienceMs: 1 }, ...changes },
    }) as Observer;
  const look = (changes: Partial<Observer>) =>
    lookAtTelemetry(observer(changes), { plan, samples: large, warmUp: [] }, [], silent);

  const { blind, ...told } = await look({});
  expect(blind).toEqual({});
  expect(Object.keys(told).toSorted()).toEqual([...observations].toSorted());
  expect(told).toMatchObject({ taken: 7, cost: { dollars: 9 } });
  expect(told.memory?.[0]?.bytes).toBeGreaterThan(10_000_000);

  const denied = async () => Promise.reject(new Error('Denied.'));
  const nothing = {
    alarms: denied,
    ages: denied,
    functions: denied,
    stages: denied,
    claimChecked: denied,
    taken: denied,
  };
  const noProcess = 4_194_305;
  const { blind: why = {}, ...rest } = await look({
    telemetry: nothing,
    cost: denied,
    memory: watchMemory(noProcess),
  });
  expect(rest).toEqual({});
  expect(Object.keys(why).toSorted()).toEqual([...observations].toSorted());
});
