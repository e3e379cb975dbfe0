import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { ProgramContext } from '../cli/command.ts';
import { typing, walkPage } from '../cli/runbook/walk-fixture.ts';
import { writeStackFile } from '../client/stack-file.ts';
import type { EmbeddedStack } from '../local/boot/embedded-stack.ts';
import { comeBackSoon } from './factories/come-back-soon.ts';
import { fixtureConfigFile } from './factories/fixture-inputs.ts';
import { runSpillway } from './factories/run-spillway.ts';
import { startFixtureStack } from './factories/start-fixture-stack.ts';

// A minute of metrics and alarms passes in a second and a half, and a last attempt comes after seconds.
const clockFactor = 40;
const context = { ...comeBackSoon.context, maxReceiveCount: '2' };
const patiently = { timeout: 60_000, interval: 250 };
const root = mkdtempSync(join(tmpdir(), 'spillway-walk-'));

let stack: EmbeddedStack;

beforeAll(async () => {
  stack = await startFixtureStack({ ...comeBackSoon, context, clockFactor });
  const { stage, endpoint, sinkUrl, sources, env } = stack;
  writeStackFile(
    { pid: process.pid, stage, endpoint, sinkUrl, configFile: fixtureConfigFile, sources, env },
    join(root, '.spillway', 'stack.json'),
  );
});

afterAll(async () => {
  await stack.stop();
  rmSync(root, { recursive: true, force: true });
});

const run = (args: readonly string[], own: Partial<ProgramContext> = {}) =>
  runSpillway(args, { root, ...own });

const alarmsOn = async () =>
  JSON.parse(await run(['alarms', '--json'])).on.map(
    ({ first }: { first: { name: string } }) => first.name,
  );

it('is walked from a poison message to the end of its alarm, with nothing but the page', async () => {
  await sendPoison();
  await vi.waitUntil(async () => (await alarmsOn())[0] === 'dlq-not-empty', patiently);
  const type = typing(
    [
      [/^<FINGERPRINT> \(Enter: /, ''],
      [/^<REASON>/, 'a drill'],
      [/^Type yes/, 'yes'],
      [/^Verify/, 'y'],
      [/\[w\]ait/, 'wait'],
    ],
    { status: 'all', 'dlq redrive --dry-run': 'r', 'dlq discard': 'r' },
  );
  const sleep = () => setTimeout(250);
  // No alarm is named: it takes the one that is on.
  const { screen, transcript, error } = await walkPage({ root, run }, [], type, { sleep });
  expect(error).toBeUndefined();
  expect(screen).toContain('dlq-not-empty is on since ');
  expect(screen).toContain('dlq-not-empty is OK since ');
  // As it is deployed here, and on no other stage.
  expect(screen).toMatch(/attempts while something of our own fails +2, within minutes/);
  expect(await alarmsOn()).not.toContain('dlq-not-empty');
  expect(transcript).toMatch(/\*\*alarm\*\*: dlq-not-empty is on since .*Last measured: 1/);
  expect(transcript).toMatch(
    /```sh\nnpx spillway dlq discard --fingerprint \w+ --reason 'a drill'\n/,
  );
  expect(transcript).toContain('\n1 discarded.\n');
  expect(transcript).toMatch(/\*\*alarm\*\*: dlq-not-empty is OK since /);
  expect(transcript).toMatch(/## Changed and undone\n\n- .*dlq discard/);
}, 120_000);

async function sendPoison(): Promise<void> {
  const { AWS_ENDPOINT_URL_SQS: endpoint = '', AWS_REGION: region = '' } = stack.env;
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const sqs = new SQSClient({ endpoint, region, credentials });
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: 'spillway-dev-intake' }));
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'a drill, not an envelope' }));
  sqs.destroy();
}
