import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeStackFile } from '../client/stack-file.ts';
import type { EmbeddedStack } from '../local/boot/embedded-stack.ts';
import { writeEnvelope } from '../service/webhook/envelope.ts';
import { anEnvelope } from './factories/envelope.ts';
import { eventually } from './factories/eventually.ts';
import { runSpillway } from './factories/run-spillway.ts';
import { sendWebhook } from './factories/send-webhook.ts';
import { startFixtureStack } from './factories/start-fixture-stack.ts';

const configFile = join(import.meta.dirname, 'fixtures/resting.config.ts');
const root = mkdtempSync(join(tmpdir(), 'spillway-resting-'));

let stack: EmbeddedStack;
let sqs: SQSClient;
let cloudWatch: CloudWatchClient;

beforeAll(async () => {
  // A minute of metrics and alarms passes in a second; rests and delays last as long as they are deployed.
  stack = await startFixtureStack({
    configFile,
    clockFactor: 60,
    context: { circuitFailures: '3', ticketAlarms: 'true' },
  });
  const { stage, endpoint, sinkUrl, sources, env } = stack;
  const described = { pid: process.pid, stage, endpoint, sinkUrl, configFile, sources, env };
  writeStackFile(described, join(root, '.spillway', 'stack.json'));
  const shared = {
    region: env.AWS_REGION ?? '',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
  sqs = new SQSClient({ ...shared, endpoint: env.AWS_ENDPOINT_URL_SQS ?? '' });
  cloudWatch = new CloudWatchClient({
    ...shared,
    endpoint: env.AWS_ENDPOINT_URL_CLOUDWATCH ?? '',
  });
});

afterAll(async () => {
  sqs.destroy();
  cloudWatch.destroy();
  await stack.stop();
  rmSync(root, { recursive: true, force: true });
});

// The drills of runbooks/destination-resting.md and runbooks/parked-growing.md. The functions' clock can't be made
// faster, so that webhooks that have been put back for so long already join those that are sent.
it('tells of a destination that is down for 15 minutes, wakes someone after 30, and clears once all have arrived', async () => {
  const waiting = ['sent-0', 'sent-1', 'sent-2', 'sent-3', 'sent-4'];
  await eventually('both are OK', () => areStates('OK', 'OK'));
  await stack.faults.on('destination-down');
  for (const deliveryId of waiting) await send(deliveryId);
  await eventually('status names the destination', async () => {
    const { resting, queues } = JSON.parse(await spillway('status', '--json'));
    return resting?.[0]?.destination === 'app' && queues[0].delayed > 0;
  });
  expect(await spillway('status')).toMatch(/^app +\d{4}-.*Z +\d{4}-.*Z +\d+$/m);

  await putBackSince(16, 'for 16 minutes');
  await eventually('a ticket is written', () => areStates('ALARM', 'OK'));
  await putBackSince(31, 'for 31 minutes');
  await eventually('someone is woken', () => areStates('ALARM', 'ALARM'));
  expect(stack.arrivals.counts().total).toBe(0);

  await stack.faults.off();
  const all = [...waiting, 'for 16 minutes', 'for 31 minutes'];
  await eventually('all have arrived', () => stack.arrivals.counts().distinct >= all.length, 90);
  const arrived = stack.arrivals.page(0).deliveries.map(({ deliveryId }) => deliveryId);
  expect(arrived.toSorted()).toEqual(all.toSorted());
  await eventually('both are OK again', () => areStates('OK', 'OK'));
  expect(await spillway('status')).toContain('No destination rests.');
}, 240_000);

const spillway = (...args: readonly string[]) => runSpillway(args, { root, defaultStage: 'local' });

async function areStates(resting: string, growing: string): Promise<boolean> {
  const names = ['destination-resting', 'parked-growing'];
  const AlarmNames = names.map((name) => `spillway-${stack.stage}-${name}`);
  const { MetricAlarms = [] } = await cloudWatch.send(new DescribeAlarmsCommand({ AlarmNames }));
  const stateOf = (name = '') =>
    MetricAlarms.find(({ AlarmName }) => AlarmName === name)?.StateValue;
  return stateOf(AlarmNames[0]) === resting && stateOf(AlarmNames[1]) === growing;
}

async function send(deliveryId: string): Promise<void> {
  const secret = stack.sources.github?.secret ?? '';
  const { status } = await sendWebhook(stack.endpoint, { secret, deliveryId });
  expect(status).toBe(202);
}

/** As processing puts one back. */
async function putBackSince(minutes: number, deliveryId: string): Promise<void> {
  const since = new Date(Date.now() - minutes * 60_000).toISOString();
  const envelope = { ...anEnvelope(), deliveryId, receivedAt: since, parkedSince: since };
  const QueueName = `spillway-${stack.stage}-intake`;
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: writeEnvelope(envelope) }));
}
