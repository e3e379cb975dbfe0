import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { writeStackFile } from '../client/stack-file.ts';
import type { EmbeddedStack } from '../local/boot/embedded-stack.ts';
import { readPageNames } from '../runbooks/read-page-names.ts';
import { isExpected, readRunbookPage } from '../runbooks/runbook-page.ts';
import { comeBackSoon } from './factories/come-back-soon.ts';
import { fixtureConfigFile } from './factories/fixture-inputs.ts';
import { runSpillway } from './factories/run-spillway.ts';
import { startFixtureStack } from './factories/start-fixture-stack.ts';

// A minute of metrics and alarms passes in a second and a half, and a last attempt comes after seconds.
const clockFactor = 40;
const context = { ...comeBackSoon.context, maxReceiveCount: '2' };
const patiently = { timeout: 60_000, interval: 250 };

const directory = new URL('../runbooks/', import.meta.url);
/** Each harmless command of ours, with what each page expects of it. */
const looks = Object.groupBy(
  readPageNames().flatMap((name) =>
    readRunbookPage(new URL(`${name}.md`, directory))
      .blocks.filter(({ tag, expected }) => tag === 'run' && expected !== undefined)
      .flatMap(({ commands, expected = '' }) =>
        commands.map((command) => ({ name, command, expected })),
      )
      .filter(({ command }) => command.startsWith('npx spillway ')),
  ),
  ({ command }) => command,
);
const root = mkdtempSync(join(tmpdir(), 'spillway-runbooks-'));

let stack: EmbeddedStack;
let sqs: SQSClient;
let cloudWatch: CloudWatchClient;

beforeAll(async () => {
  stack = await startFixtureStack({ ...comeBackSoon, context, clockFactor });
  const { stage, endpoint, sinkUrl, sources, env } = stack;
  const file = join(root, '.spillway', 'stack.json');
  writeStackFile(
    { pid: process.pid, stage, endpoint, sinkUrl, configFile: fixtureConfigFile, sources, env },
    file,
  );
  const shared = {
    region: env.AWS_REGION ?? '',
    credentials: {
      accessKeyId: env.AWS_ACCESS_KEY_ID ?? '',
      secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? '',
    },
  };
  sqs = new SQSClient({ ...shared, endpoint: env.AWS_ENDPOINT_URL_SQS ?? '' });
  cloudWatch = new CloudWatchClient({
    ...shared,
    endpoint: env.AWS_ENDPOINT_URL_CLOUDWATCH ?? '',
  });
  // The audit runs every five minutes, and until then there are no books.
  const hasBooks = () => runCommand('npx spillway audit').then(Boolean, () => false);
  await vi.waitUntil(hasBooks, patiently);
});

afterAll(async () => {
  sqs.destroy();
  cloudWatch.destroy();
  await stack.stop();
  rmSync(root, { recursive: true, force: true });
});

describe('a harmless command prints what the pages expect', () => {
  it.each(Object.entries(looks))('%s', async (command, expectations = []) => {
    const output = await runCommand(command);
    expect(expectations.filter(({ expected }) => !isExpected(output, expected))).toEqual([]);
  });
});

describe('the drill of dlq-not-empty', () => {
  it('fires the alarm, shows the dead letter on the page’s commands, and clears', async () => {
    const intake = await queueUrl('intake');
    await sqs.send(
      new SendMessageCommand({ QueueUrl: intake, MessageBody: 'a drill, not an envelope' }),
    );
    await vi.waitUntil(async () => (await stateOf('dlq-not-empty')) === 'ALARM', patiently);

    expect(await runCommand('npx spillway status')).toMatch(/ALARM {2}spillway-dev-dlq-not-empty/);
    expect(await runCommand('npx spillway dlq summary')).toMatch(/1 can't be read/);
    expect(await runCommand('npx spillway dlq redrive --dry-run')).toMatch(/Nothing was moved/);

    const discard = 'npx spillway dlq discard --source unknown --reason drill';
    expect(await runCommand(discard)).toMatch(/1 discarded\./);
    await vi.waitUntil(async () => (await stateOf('dlq-not-empty')) === 'OK', patiently);
    expect(await runCommand('npx spillway dlq summary')).toMatch(/There are no dead letters/);
  }, 120_000);
});

/** Runs a page's command as in a shell that its first step has set up, and gives what it wrote. */
async function runCommand(command: string): Promise<string> {
  const { set } = JSON.parse(await runSpillway(['env', '--json'], { root }));
  return runSpillway(command.split(' ').slice(2), {
    ...{ root, defaultStage: set.SPILLWAY_STAGE, awsEndpoint: set.AWS_ENDPOINT_URL },
  });
}

async function queueUrl(role: string): Promise<string> {
  const { QueueUrl } = await sqs.send(
    new GetQueueUrlCommand({ QueueName: `spillway-dev-${role}` }),
  );
  return QueueUrl ?? '';
}

async function stateOf(alarm: string): Promise<string | undefined> {
  const { MetricAlarms = [] } = await cloudWatch.send(
    new DescribeAlarmsCommand({ AlarmNames: [`spillway-dev-${alarm}`] }),
  );
  return MetricAlarms[0]?.StateValue;
}
