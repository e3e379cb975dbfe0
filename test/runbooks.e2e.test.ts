import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { writeStackFile } from '../client/stack-file.ts';
import type { EmbeddedStack } from '../local/boot/embedded-stack.ts';
import { type Expectation, missingFrom } from '../runbooks/pages/expectation.ts';
import { openEmbeddedShell } from '../runbooks/pages/open-embedded-shell.ts';
import { readPageNames } from '../runbooks/pages/read-page-names.ts';
import { readRunbookPage } from '../runbooks/pages/read-runbook-page.ts';
import type { Shell } from '../runbooks/pages/shell.ts';
import { comeBackSoon } from './factories/come-back-soon.ts';
import { fixtureConfigFile } from './factories/fixture-inputs.ts';
import { startFixtureStack } from './factories/start-fixture-stack.ts';

// A minute of metrics and alarms passes in a second and a half, and a last attempt comes after seconds.
const clockFactor = 40;
const context = { ...comeBackSoon.context, maxReceiveCount: '2' };
const patiently = { timeout: 60_000, interval: 250 };

interface Look {
  readonly name: string;
  readonly command: string;
  readonly expectations: readonly Expectation[];
}

/** Each harmless command of ours, with what each page expects of it. */
const looks: Partial<Record<string, readonly Look[]>> = Object.groupBy(
  readPageNames().flatMap((name) =>
    readRunbookPage(name)
      .blocks.filter(({ tag }) => tag === 'run')
      .flatMap(({ commands, expectations }) =>
        commands.map((command) => ({ name, command, expectations })),
      )
      .filter(({ command }) => command.startsWith('npx spillway ')),
  ),
  ({ command }) => command,
);
const root = mkdtempSync(join(tmpdir(), 'spillway-runbooks-'));

let stack: EmbeddedStack;
let shell: Shell;
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
  ({ shell } = await openEmbeddedShell(stack, {
    ...{ root: join(import.meta.dirname, '..'), stackRoot: root },
    signal: new AbortController().signal,
    // Nothing waits for its rate here.
    sleep: () => Promise.resolve(),
  }));
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
    const isAnyThere = ({ expectations }: Look) =>
      expectations
        .flatMap(({ patterns }) => patterns)
        .some(
          (forms) =>
            missingFrom({ stdout: output, stderr: '' }, { patterns: [forms] }).length === 0,
        );
    expect(expectations.filter((one) => one.expectations.length > 0 && !isAnyThere(one))).toEqual(
      [],
    );
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
  const { stdout, stderr, exitCode } = await shell.run(command);
  expect({ command, stderr, exitCode }).toEqual({ command, stderr, exitCode: 0 });
  return stdout;
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
