import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, it } from 'vitest';
import type { EmbeddedStack } from '../local/boot/embedded-stack.ts';
import { writeEnvelope } from '../service/webhook/envelope.ts';
import { comeBackSoon } from './factories/come-back-soon.ts';
import { anEnvelope } from './factories/envelope.ts';
import { eventually } from './factories/eventually.ts';
import { startFixtureStack } from './factories/start-fixture-stack.ts';

let stack: EmbeddedStack;
let sqs: SQSClient;
let cloudWatch: CloudWatchClient;

beforeAll(async () => {
  stack = await startFixtureStack({
    // A minute of metrics and alarms passes in a second and a half.
    clockFactor: 40,
    ...comeBackSoon,
  });
  const shared = {
    region: stack.env.AWS_REGION ?? '',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
  sqs = new SQSClient({ ...shared, endpoint: stack.env.AWS_ENDPOINT_URL_SQS ?? '' });
  cloudWatch = new CloudWatchClient({
    ...shared,
    endpoint: stack.env.AWS_ENDPOINT_URL_CLOUDWATCH ?? '',
  });
});

afterAll(async () => {
  sqs.destroy();
  cloudWatch.destroy();
  await stack.stop();
});

async function stateOf(alarm: string): Promise<string | undefined> {
  const AlarmNames = [`spillway-${stack.stage}-${alarm}`];
  const { MetricAlarms = [] } = await cloudWatch.send(new DescribeAlarmsCommand({ AlarmNames }));
  return MetricAlarms[0]?.StateValue;
}

/** As ingestion puts one on the queue that has waited there since. */
async function enqueue(deliveryId: string, waitedSeconds: number): Promise<void> {
  const receivedAt = new Date(Date.now() - 1000 * waitedSeconds).toISOString();
  const { QueueUrl } = await sqs.send(
    new GetQueueUrlCommand({ QueueName: `spillway-${stack.stage}-intake` }),
  );
  const MessageBody = writeEnvelope(anEnvelope({ deliveryId, receivedAt }));
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
}

// The drill of runbooks/queue-age.md. The functions' clock can't be made faster.
it('fires when new webhooks have waited, and clears once they no longer do', async () => {
  const sent: string[] = [];
  await eventually('queue-age is OK', async () => (await stateOf('queue-age')) === 'OK');
  let sentAt = 0;
  const inState = (state: string, waitedSeconds: number) => async () => {
    if (performance.now() - sentAt > 400) {
      sentAt = performance.now();
      const deliveryId = `waits-${sent.length}`;
      sent.push(deliveryId);
      await enqueue(deliveryId, waitedSeconds);
    }
    return (await stateOf('queue-age')) === state;
  };
  await eventually('queue-age is in ALARM', inState('ALARM', 130));
  await eventually('queue-age is OK again', inState('OK', 1));
  await eventually('all have arrived', () => stack.arrivals.counts().distinct >= sent.length);
}, 120_000);
