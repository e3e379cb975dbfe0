import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeStackFile } from '../client/stack-file.ts';
import type { EmbeddedStack } from '../local/boot/embedded-stack.ts';
import { eventually } from './factories/eventually.ts';
import { type HttpReceiver, startHttpReceiver } from './factories/http-receiver.ts';
import { runSpillway } from './factories/run-spillway.ts';
import { sendWebhook } from './factories/send-webhook.ts';
import { startFixtureStack } from './factories/start-fixture-stack.ts';

const configFile = join(import.meta.dirname, 'fixtures/archive.config.ts');
const root = mkdtempSync(join(tmpdir(), 'spillway-replay-'));
let stack: EmbeddedStack;
let receiver: HttpReceiver;
let s3: S3Client;
/** What processing counted, by metric. */
const counted = new Map<string, number>();
/** Delivery id → its outcomes, in their order. */
const outcomes = new Map<string, string[]>();

beforeAll(async () => {
  receiver = await startHttpReceiver();
  stack = await startFixtureStack({
    configFile,
    sink: receiver.url,
    observer: { log: ({ message }) => note(message), record: () => undefined },
  });
  const { stage, endpoint, sinkUrl, sources, env } = stack;
  writeStackFile(
    { pid: process.pid, stage, endpoint, sinkUrl, sources: { ...sources }, env: { ...env } },
    join(root, '.spillway', 'stack.json'),
  );
  s3 = new S3Client({
    endpoint: stack.env.AWS_ENDPOINT_URL_S3 ?? '',
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    forcePathStyle: true,
  });
});

afterAll(async () => {
  s3?.destroy();
  await stack?.stop();
  await receiver?.stop();
  rmSync(root, { recursive: true });
});

function note(line: string): void {
  if (!line.startsWith('{')) return;
  const { message, deliveryId, WebhookReplayed } = JSON.parse(line);
  if (typeof WebhookReplayed === 'number') {
    counted.set('WebhookReplayed', (counted.get('WebhookReplayed') ?? 0) + WebhookReplayed);
  }
  const [, outcome] = /^webhook (processed|duplicate|filtered|dead-lettered)$/.exec(message) ?? [];
  if (outcome) outcomes.set(deliveryId, [...(outcomes.get(deliveryId) ?? []), outcome]);
}

const bodies = {
  small: Buffer.from('{ "ref": "refs/heads/müller" }'),
  large: Buffer.from(JSON.stringify({ text: 'x'.repeat(300_000) })),
  unwanted: Buffer.from('{"action":"started"}'),
} as const;
type Id = keyof typeof bodies;

async function send(deliveryId: Id, event: string, source = 'github'): Promise<void> {
  const { status } = await sendWebhook(stack.endpoint, {
    secret: stack.sources[source]?.secret ?? '',
    body: bodies[deliveryId],
    deliveryId,
    headers: { 'X-GitHub-Event': event },
  });
  expect(status).toBe(202);
}

/** `npx spillway replay … --json` against this stack. */
async function replay(...args: string[]) {
  const line = ['replay', '--source', 'github', '--from', '1h', '--json', ...args];
  return JSON.parse(await runSpillway(line, { root }));
}

const ended = (expected: Readonly<Record<Id, readonly string[]>>) =>
  eventually(`outcomes are ${JSON.stringify(expected)}`, () =>
    Object.entries(expected).every(([id, all]) => outcomes.get(id)?.length === all.length),
  ).then(() => expect(Object.fromEntries(outcomes)).toEqual(expected));

/** What a destination got of a webhook, each time. */
const got = (destination: string, id: Id) =>
  receiver.requests
    .filter(({ path, headers }) => path === `/${destination}` && headers['webhook-id'] === id)
    .map(({ body }) => body);

async function archivedKeys(): Promise<readonly string[]> {
  const Bucket = 'spillway-dev-000000000000-us-east-1';
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'archive/' }));
  return Contents.map(({ Key = '' }) => Key);
}

it('delivers once more what is replayed, with the same id and bytes, and once only however often a run goes on', async () => {
  await send('small', 'push');
  await send('large', 'push');
  await send('unwanted', 'watch');
  await ended({ small: ['processed'], large: ['processed'], unwanted: ['filtered'] });
  await send('small', 'push'); // the sender repeats itself
  const twice = ['processed', 'duplicate'];
  await ended({ small: twice, large: ['processed'], unwanted: ['filtered'] });
  expect(await archivedKeys()).toEqual(
    Array(4).fill(
      expect.stringMatching(/^archive\/github\/\d{4}-\d\d-\d\d\/\d\d\/\w+-[0-9a-f]{16}$/),
    ),
  );

  const { run, ...first } = await replay();
  expect(first).toMatchObject({ sent: 4, types: { push: 3, watch: 1 }, stopped: 'end' });
  await ended({
    small: [...twice, ...twice],
    large: ['processed', 'processed'],
    unwanted: ['filtered', 'filtered'],
  });
  for (const id of ['small', 'large'] as const) {
    for (const destination of ['app', 'audit']) {
      expect(got(destination, id)).toEqual([bodies[id], bodies[id]]);
    }
  }

  await replay('--run', run);
  await ended({
    small: [...twice, ...twice, 'duplicate', 'duplicate'],
    large: ['processed', 'processed', 'duplicate'],
    unwanted: ['filtered', 'filtered', 'filtered'],
  });
  expect(receiver.requests).toHaveLength(8);

  const toAudit = ['--type', 'push', '--to-destination', 'audit', '--config', configFile];
  expect(await replay(...toAudit)).toMatchObject({ sent: 3, otherTypes: 1 });
  await eventually('audit has it once more', () => receiver.requests.length >= 10);
  expect(got('app', 'small')).toHaveLength(2);
  expect(got('audit', 'small')).toHaveLength(3);
  await eventually('all replays are counted', () => counted.get('WebhookReplayed') === 11);
  expect(await archivedKeys()).toHaveLength(4);
});
