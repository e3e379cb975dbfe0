import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeStackFile } from '../client/stack-file.ts';
import type { EmbeddedStack } from '../local/boot/embedded-stack.ts';
import { eventually } from './factories/eventually.ts';
import { type HttpReceiver, startHttpReceiver } from './factories/http-receiver.ts';
import { runSpillway } from './factories/run-spillway.ts';
import { sendWebhook } from './factories/send-webhook.ts';
import { startFixtureStack } from './factories/start-fixture-stack.ts';

const configFile = join(import.meta.dirname, 'fixtures/dead-letters.config.ts');
const downIds = Array.from({ length: 6 }, (_, index) => `down-${index}`);
const refusedIds = ['refused-0', 'refused-1', 'refused-2'];

let stack: EmbeddedStack;
let receiver: HttpReceiver;
let sqs: SQSClient;
let s3: S3Client;
let root: string;
let isAppDown = true;
let isAuditStrict = true;
/** What each destination took, as `<destination> <delivery id>`. */
const taken: string[] = [];
const counts = new Map<string, number>();

beforeAll(async () => {
  receiver = await startHttpReceiver();
  receiver.answer = (response, { path, headers }) => {
    const id = String(headers['webhook-id']);
    const status = statusFor(path, id);
    if (status === 204) taken.push(`${path.slice(1)} ${id}`);
    response.writeHead(status).end();
  };
  stack = await startFixtureStack({
    configFile,
    sink: receiver.url,
    context: {
      maxReceiveCount: '2',
      destinationAttempts: '2',
      retryBaseSeconds: '1',
      retryCapSeconds: '1',
      circuitFailures: '0',
    },
    observer: { log: ({ message }) => count(message), record: () => undefined },
  });
  const { stage, endpoint, sinkUrl, sources, env } = stack;
  root = mkdtempSync(join(tmpdir(), 'spillway-dlq-'));
  const file = join(root, '.spillway', 'stack.json');
  writeStackFile({ pid: process.pid, stage, endpoint, sinkUrl, configFile, sources, env }, file);
  const shared = {
    region: env.AWS_REGION ?? '',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
  sqs = new SQSClient({ ...shared, endpoint: env.AWS_ENDPOINT_URL_SQS ?? '' });
  s3 = new S3Client({ ...shared, endpoint: env.AWS_ENDPOINT_URL_S3 ?? '', forcePathStyle: true });
});

afterAll(async () => {
  sqs.destroy();
  s3.destroy();
  await stack.stop();
  await receiver.stop();
  rmSync(root, { recursive: true, force: true });
});

function statusFor(path: string, id: string): number {
  if (path === '/app' && isAppDown && id.startsWith('down')) return 503;
  return path === '/audit' && isAuditStrict && id.startsWith('refused') ? 410 : 204;
}

/** Sums up our metrics, as processing logs them. */
function count(line: string): void {
  if (!line.includes('"_aws"')) return;
  for (const [name, value] of Object.entries(JSON.parse(line))) {
    if (!name.startsWith('Webhook')) continue;
    const total = [value].flat().reduce((sum: number, one) => sum + Number(one), 0);
    counts.set(name, (counts.get(name) ?? 0) + total);
  }
}

const spillway = (...args: string[]) =>
  runSpillway(['dlq', ...args], { root, defaultStage: 'local', sleep: setTimeout });

const asJson = async (...args: string[]) => JSON.parse(await spillway(...args, '--json'));

async function depth(output: string): Promise<number> {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: String(stack.outputs[output]),
      AttributeNames: [
        'ApproximateNumberOfMessages',
        'ApproximateNumberOfMessagesNotVisible',
        'ApproximateNumberOfMessagesDelayed',
      ],
    }),
  );
  return Object.values(Attributes).reduce((sum, value) => sum + Number(value), 0);
}

const settled = (letters: number) =>
  eventually(
    `${letters} dead letters, and nothing in flight`,
    async () =>
      (await depth('DeadLetterQueueUrl')) === letters && (await depth('IntakeQueueUrl')) === 0,
  );

const send = async (deliveryId: string) => {
  const secret = stack.sources.github?.secret ?? '';
  const headers = { 'X-GitHub-Event': 'push' };
  expect((await sendWebhook(stack.endpoint, { secret, deliveryId, headers })).status).toBe(202);
};

// One story: each step finds what the one before left.
describe('dead letters, from the alarm to the empty queue', () => {
  it('are told apart by what went wrong', async () => {
    await Promise.all([...downIds, ...refusedIds].map(send));
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: String(stack.outputs.IntakeQueueUrl),
        MessageBody: 'odd',
      }),
    );
    await settled(10);
    const { groups } = await asJson('summary');
    expect(groups).toHaveLength(3);
    expect(groups).toMatchObject([
      {
        ...{ class: 'transient', reason: 'exhausted', count: 6, destinations: ['app'] },
        ...{ attempts: [2, 2], error: 'Destination app answered 503', source: 'github' },
        version: expect.stringMatching(/^\d+$/),
      },
      {
        ...{ class: 'poison', reason: 'refused', count: 3, destinations: ['audit'] },
        ...{ attempts: [1, 1], error: 'Destination audit answered 410' },
        version: expect.stringMatching(/^\d+$/),
      },
      { class: 'poison', reason: 'malformed', count: 1, source: 'unknown' },
    ]);
  });

  it('can be looked at one by one', async () => {
    const [shown] = await asJson('show', 'down-0');
    expect(shown).toMatchObject({
      deliveryId: 'down-0',
      headers: { 'x-github-event': 'push' },
      firstError: 'Destination app answered 503',
      trace: expect.stringContaining('Root=1-'),
    });
    expect(shown).not.toHaveProperty('body');
    expect(await spillway('show', 'down-0', '--body')).toContain('Keep it logically awesome');
  });

  it('tell in a dry run who would get them', async () => {
    const text = await spillway('redrive', '--dry-run');
    expect(text).toMatch(/6 would go to app\n/);
    expect(text).toMatch(/3 would go to audit\n/);
    expect(text).toContain("1 would come back, since they can't be read");
    expect(await depth('DeadLetterQueueUrl')).toBe(10);
  });

  it('go through again by kind, after a sample, and arrive once', async () => {
    isAppDown = false;
    const { groups } = await asJson('summary');
    const [{ fingerprint }] = groups;
    const result = await asJson('redrive', '--fingerprint', fingerprint, '--sample', '2');
    expect(result).toMatchObject({ moved: 6, returned: 0, stopped: 'drained' });
    await settled(4);
    const got = taken.filter((one) => one.includes('down')).toSorted();
    expect(got).toEqual(downIds.flatMap((id) => [`app ${id}`, `audit ${id}`]).toSorted());
  });

  it('are known by their run when they fail again', async () => {
    const sample = asJson('redrive', '--reason', 'refused', '--sample', '1');
    await expect(sample).rejects.toThrow('failed again and came back');
    await settled(4);
    const { run, ...first } = await asJson('redrive', '--reason', 'refused');
    expect(first).toMatchObject({ moved: 3, stopped: 'drained' });
    await settled(4);
    const second = await asJson('redrive', '--reason', 'refused', '--resume', run);
    expect(second).toMatchObject({ moved: 0, returned: 3 });
  });

  it('count as many ends as there were webhooks, and ways through again', async () => {
    // Each that failed again was replayed: the sample, and the run of three.
    const expected = { WebhookAccepted: 9, WebhookReplayed: 6 + 1 + 3, WebhookProcessed: 6 };
    // Not accepted, but sent to the queue: the one that can't be read.
    const all = { ...expected, WebhookDeadLettered: 6 + 3 + 1 + 3 + 1 };
    const isCounted = () => Object.entries(all).every(([name, n]) => counts.get(name) === n);
    await eventually(`the counts are ${JSON.stringify(all)}`, isCounted);
  });

  it('are moved by SQS itself where all may go, and arrive once', async () => {
    isAuditStrict = false;
    expect(await asJson('redrive')).toEqual({ moved: 4, stopped: 'drained', isJoined: false });
    await settled(1);
    const got = taken.filter((one) => one.includes('refused')).toSorted();
    expect(got).toEqual(refusedIds.flatMap((id) => [`app ${id}`, `audit ${id}`]).toSorted());
  });

  it('are kept in the bucket, with the reason, when somebody gives them up', async () => {
    const text = await spillway('discard', '--class', 'poison', '--reason', 'a drill');
    expect(text).toContain('1 discarded.');
    await settled(0);
    const Bucket = `spillway-dev-000000000000-${stack.env.AWS_REGION}`;
    const { Contents = [] } = await s3.send(
      new ListObjectsV2Command({ Bucket, Prefix: 'discarded/unknown/' }),
    );
    const [{ Key } = {}] = Contents;
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    expect(JSON.parse((await Body?.transformToString()) ?? '')).toMatchObject({
      ...{ reason: 'a drill', message: 'odd', class: 'poison' },
    });
    expect(await spillway('summary')).toBe('There are no dead letters.\n');
  });
});
