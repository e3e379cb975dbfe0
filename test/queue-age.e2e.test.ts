import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { EmbeddedStack } from '../local/boot/embedded-stack.ts';
import { comeBackSoon } from './factories/come-back-soon.ts';
import { eventually } from './factories/eventually.ts';
import { sendWebhook } from './factories/send-webhook.ts';
import { startFixtureStack } from './factories/start-fixture-stack.ts';

let stack: EmbeddedStack;
let cloudWatch: CloudWatchClient;

beforeAll(async () => {
  stack = await startFixtureStack({
    // A minute of metrics and alarms passes in a second and a half, and messages age as fast.
    clockFactor: 40,
    ...comeBackSoon,
  });
  cloudWatch = new CloudWatchClient({
    region: stack.env.AWS_REGION ?? '',
    endpoint: stack.env.AWS_ENDPOINT_URL_CLOUDWATCH ?? '',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
});

afterAll(async () => {
  cloudWatch.destroy();
  await stack.stop();
});

async function stateOf(alarm: string): Promise<string | undefined> {
  const AlarmNames = [`spillway-${stack.stage}-${alarm}`];
  const { MetricAlarms = [] } = await cloudWatch.send(new DescribeAlarmsCommand({ AlarmNames }));
  return MetricAlarms[0]?.StateValue;
}

// The drill of runbooks/queue-age.md.
it('fires when webhooks wait, and clears once all of them have arrived', async () => {
  const accepted: string[] = [];
  await eventually('queue-age is OK', async () => (await stateOf('queue-age')) === 'OK');
  await stack.faults.on('processing-throttled');
  let sentAt = 0;
  await eventually('queue-age is in ALARM', async () => {
    // One a second: the age leaves out what was received three times.
    if (performance.now() - sentAt > 1000) {
      sentAt = performance.now();
      const deliveryId = `waits-${accepted.length}`;
      const secret = stack.sources.github?.secret ?? '';
      const { status } = await sendWebhook(stack.endpoint, { secret, deliveryId });
      if (status === 202) accepted.push(deliveryId);
    }
    return (await stateOf('queue-age')) === 'ALARM';
  });
  expect(stack.arrivals.counts().total).toBe(0);

  await stack.faults.off();
  await eventually('all have arrived', () => stack.arrivals.counts().total >= accepted.length);
  const arrived = stack.arrivals.page(0).deliveries.map(({ deliveryId }) => deliveryId);
  expect(arrived.toSorted()).toEqual(accepted.toSorted());
  await eventually('queue-age is OK again', async () => (await stateOf('queue-age')) === 'OK');
}, 120_000);
