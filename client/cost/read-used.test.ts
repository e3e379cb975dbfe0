import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CloudWatch, createCloudWatch } from '../../local/aws/cloudwatch/cloudwatch.ts';
import { createManualClock } from '../../local/aws/cloudwatch/manual-clock.ts';
import { countUsed } from './count-used.ts';

const resource = (type: string, properties: object) => ({ id: type, type, properties });
const ofFunction = (name: string) =>
  resource('AWS::Lambda::Function', { FunctionName: `spillway-dev-${name}`, MemorySize: 512 });
const resources = [
  resource('AWS::ApiGateway::RestApi', { Name: 'spillway-dev' }),
  resource('AWS::ApiGateway::Stage', { StageName: 'dev' }),
  ...['ingestion', 'processing', 'audit'].map(ofFunction),
  resource('AWS::SQS::Queue', { QueueName: 'spillway-dev-intake' }),
  resource('AWS::SQS::Queue', { QueueName: 'spillway-dev-dead-letters' }),
  resource('AWS::DynamoDB::Table', { TableName: 'spillway-dev-deliveries' }),
  resource('AWS::Logs::LogGroup', { LogGroupName: '/aws/lambda/spillway-dev-ingestion' }),
  resource('AWS::Logs::LogGroup', { LogGroupName: '/aws/lambda/spillway-dev-audit' }),
  resource('AWS::Logs::LogGroup', { LogGroupName: 'API-Gateway-Execution-Logs_<Api>/dev' }),
  resource('AWS::WAFv2::WebACL', { VisibilityConfig: { MetricName: 'spillway-dev' } }),
];

const clock = createManualClock();
const hourMs = 3_600_000;
let cloudWatch: CloudWatch;
let client: CloudWatchClient;

/** Half of it 20 minutes, and half of it 2 hours before what the tests take for now; and as much two days before. */
function put(namespace: string, name: string, dimensions: Record<string, string>, amount: number) {
  for (const [ago, value] of [
    [0.4, amount / 2],
    [2, amount / 2],
    [48, amount],
  ] as const) {
    const timestamp = clock.now() - ago * hourMs;
    cloudWatch.putMetric({ namespace, name, dimensions, timestamp, values: [value] });
  }
}

beforeAll(async () => {
  clock.advance(72 * hourMs);
  cloudWatch = createCloudWatch({
    ...{ clock, alarms: [], region: 'us-east-1', accountId: '000000000000' },
    ...{ publish: async () => undefined, log: () => undefined },
  });
  client = new CloudWatchClient({
    ...{ endpoint: await cloudWatch.start(), region: 'us-east-1', maxAttempts: 1 },
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  put('Spillway', 'WebhookAccepted', { service: 'spillway-dev-ingestion' }, 8_640);
  put('AWS/ApiGateway', 'Count', { ApiName: 'spillway-dev', Stage: 'dev' }, 9_504);
  const lambda = (name: string, invocations: number, ms: number) => {
    const dimensions = { FunctionName: `spillway-dev-${name}` };
    put('AWS/Lambda', 'Invocations', dimensions, invocations);
    put('AWS/Lambda', 'Duration', dimensions, ms);
  };
  lambda('ingestion', 9_504, 95_040);
  lambda('processing', 864, 43_200);
  lambda('audit', 288, 28_800);
  const intake = { QueueName: 'spillway-dev-intake' };
  put('AWS/SQS', 'NumberOfMessagesSent', intake, 8_640);
  put('AWS/SQS', 'SentMessageSize', intake, 8_640 * 10_000);
  put('AWS/SQS', 'NumberOfEmptyReceives', intake, 21_600);
  const logs = (name: string, bytes: number) =>
    put('AWS/Logs', 'IncomingBytes', { LogGroupName: `/aws/lambda/spillway-dev-${name}` }, bytes);
  logs('ingestion', 8_640 * 2 ** 20);
  logs('audit', 2 ** 30);
});

afterAll(async () => {
  client.destroy();
  await cloudWatch.stop();
});

const count = (seconds: number, batchWindowSeconds = 0) => {
  const properties = { MaximumBatchingWindowInSeconds: batchWindowSeconds };
  const mapping = { id: 'Mapping', type: 'AWS::Lambda::EventSourceMapping', properties };
  const window = { now: clock.now(), seconds, plannedPerSecond: 10 };
  return countUsed([...resources, mapping], window, { cloudWatch: client });
};

describe('what a deployed stage used', () => {
  it('is what CloudWatch counted in the window, for each accepted webhook', async () => {
    const { usage, ratePerSecond } = await count(86_400);
    expect(ratePerSecond).toBeCloseTo(0.1, 9);
    const { perWebhook, traces } = usage;
    expect(perWebhook).toMatchObject({
      ...{ restRequest: 1.1, aclRequest: 1.1, invocation: 1.2, logGigabyte: 1 / 1024 },
      // Milliseconds of both functions and half of one for each invocation, at half a GB.
      gigabyteSecond: expect.closeTo((11 + 5 + 1.2 / 2) / 1000 / 2, 9),
      // Sent, and received and deleted by the batch.
      queueCall: expect.closeTo(1 + 2 * 0.1, 9),
    });
    expect(traces).toEqual({ gateway: 1.1, behindQueue: 0.1 });
  });

  it('received each message by itself where batches are gathered in a window', async () => {
    const { perWebhook } = (await count(86_400, 2)).usage;
    expect(perWebhook.queueCall).toBeCloseTo(1 + 1 + 0.1, 9);
  });

  it('has what goes by time apart, for a whole month', async () => {
    const { perMonth } = (await count(86_400)).usage;
    const days = 730 / 24;
    expect(perMonth.queueCall).toBeCloseTo(21_600 * days, 3);
    expect(perMonth.invocation).toBeCloseTo(288 * days, 3);
    expect(perMonth.logGigabyte).toBeCloseTo(days, 3);
    expect(perMonth.acl).toBe(1);
  });

  it('says what it could not read, and takes that as planned', async () => {
    const { usage, basis } = await count(86_400);
    expect(usage.perWebhook).toMatchObject({ writeUnit: expect.any(Number) });
    const text = basis.join('\n');
    expect(text).toContain("since CloudWatch doesn't tell: WAF, write units of DynamoDB, bytes");
    expect(text).toContain('8,640 in the last 1 d, as CloudWatch counted them');
    expect(text).toMatch(/asked for \d\d metrics, which AWS bills: \$0\.000\d/);
  });

  it('is planned where it took too few webhooks to tell', async () => {
    const { usage, ratePerSecond, basis } = await count(600);
    expect(ratePerSecond).toBeUndefined();
    expect(usage.perWebhook.restRequest).toBe(1);
    expect(basis.join('\n')).toContain('since CloudWatch counted 0 in the last 10 min');
  });
});
