import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type CliFixture, fixtureRegion, startCliFixture } from '../cli-fixture.ts';

let fixture: CliFixture;

function alarm(name: string, Threshold: number) {
  return {
    logicalId: name,
    type: 'AWS::CloudWatch::Alarm',
    properties: {
      AlarmName: `spillway-dev-${name}`,
      Namespace: 'AWS/SQS',
      MetricName: 'ApproximateAgeOfOldestMessage',
      Dimensions: [{ Name: 'QueueName', Value: 'spillway-dev-intake' }],
      Statistic: 'Maximum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold,
      ComparisonOperator: 'GreaterThanThreshold',
    },
  } as const;
}

beforeEach(async () => {
  fixture = await startCliFixture({ alarms: [alarm('a-fine', 1), alarm('queue-age', 1)] });
});

afterEach(() => fixture.stop());

async function setAlarm(name: string, state: string): Promise<void> {
  const answer = await fetch(fixture.endpoints.cloudWatch, {
    method: 'POST',
    headers: { 'x-amz-target': 'GraniteServiceVersion20100801.SetAlarmState' },
    body: JSON.stringify({ AlarmName: name, StateValue: state, StateReason: 'as tested' }),
  });
  expect(answer.status).toBe(200);
}

it('shows queues, the age that CloudWatch knows, functions, and alarms with their runbooks', async () => {
  fixture.addDeadLetter();
  await setAlarm('spillway-dev-a-fine', 'OK');
  await setAlarm('spillway-dev-queue-age', 'ALARM');
  const dimensions = { QueueName: 'spillway-dev-intake' };
  fixture.cloudWatch.putMetric({
    namespace: 'AWS/SQS',
    name: 'ApproximateAgeOfOldestMessage',
    dimensions,
    values: [95],
    timestamp: Date.now() - 60_000,
  });
  fixture.cloudWatch.record({
    kind: 'lambda-invocation',
    timestamp: Date.now(),
    functionName: 'spillway-dev-processing',
    durationMs: 5,
    outcome: 'error',
  });
  await putBack();
  const status = JSON.parse(await fixture.run(['status', '--json']));
  expect(status).toMatchObject({
    stage: 'dev',
    queues: [
      { name: 'spillway-dev-intake', visible: 0, inFlight: 0, delayed: 1, oldestAgeSeconds: 95 },
      { name: 'spillway-dev-dead-letters', visible: 1 },
    ],
    functions: [
      { name: 'spillway-dev-ingestion', invocations: 0 },
      { name: 'spillway-dev-processing', invocations: 1, errors: 1, throttles: 0 },
    ],
    alarms: [
      { name: 'spillway-dev-queue-age', state: 'ALARM', runbook: 'runbooks/queue-age.md' },
      { name: 'spillway-dev-a-fine', state: 'OK' },
    ],
  });
  const text = await fixture.run(['status']);
  expect(text).toContain('1 min 35 s');
  expect(text).toMatch(/intake +0 +0 +1 /);
  expect(text).toContain('runbooks/queue-age.md');
  expect(text).toContain('npx spillway dlq summary');
});

it('writes no colours where nobody watches', async () => {
  expect(await fixture.run(['status'])).not.toContain('\u001b');
});

/** A message that is out of sight, as processing puts one back. */
async function putBack(): Promise<void> {
  const sqs = new SQSClient({
    endpoint: fixture.endpoints.sqs,
    region: fixtureRegion,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const QueueUrl = fixture.queues.inspectQueue('spillway-dev-intake')?.url ?? '';
  const message = { QueueUrl, MessageBody: 'put back', DelaySeconds: 600 };
  await sqs.send(new SendMessageCommand(message));
  sqs.destroy();
}
