import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { deliveryKey } from '../../service/webhook/delivery-key.ts';
import { parseEnvelope } from '../../service/webhook/envelope.ts';
import { compileCache } from '../../test/factories/compile-cache.ts';
import { rememberDeliveries } from '../../test/factories/remembered-deliveries.ts';
import { type CliFixture, fixtureRegion, startCliFixture } from '../cli-fixture.ts';
import { openArchive } from './archive-fixture.ts';

let fixture: CliFixture;
let archive: ReturnType<typeof openArchive>;
let proxy: Server | undefined;

beforeEach(async () => {
  fixture = await startCliFixture();
  archive = openArchive(fixture);
});

afterEach(async () => {
  proxy?.closeAllConnections();
  proxy?.close();
  archive.s3.destroy();
  await fixture.stop();
});

/** Passes calls on. The third batch is never answered: it is lost on its way to SQS, or its answer is. */
async function startProxy(lost: 'the call' | 'the answer', onStuck: () => void): Promise<string> {
  let batches = 0;
  proxy = createServer(async (incoming, outgoing) => {
    if (incoming.headers['x-amz-target'] === 'AmazonSQS.SendMessageBatch') batches++;
    if (batches === 3 && lost === 'the call') return onStuck();
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const headers = new Headers(incoming.headers as Record<string, string>);
    headers.delete('connection');
    const answer = await fetch(fixture.endpoints.sqs, {
      method: 'POST',
      headers,
      body: Buffer.concat(chunks),
    });
    // A queue's URL says where the SDK sends what is for it.
    const text = (await answer.text()).replaceAll(fixture.endpoints.sqs, ownUrl());
    if (batches === 3) return onStuck();
    outgoing.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' }).end(text);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return ownUrl();
}

function ownUrl(): string {
  return `http://127.0.0.1:${Object(proxy?.address()).port}`;
}

const range = ['--from', '2026-11-25T10:00Z', '--to', '2026-11-25T11:00Z', '--rate', '1000'];

/** @returns the run's id, as it was shown at the start */
async function replayAndKill(endpoint: string, stuck: Promise<void>): Promise<string> {
  const main = join(import.meta.dirname, '..', 'main.ts');
  const args = ['replay', '--stage', 'dev', '--yes', '--source', 'github', ...range];
  const child = spawn(process.execPath, [main, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      ...compileCache,
      AWS_ENDPOINT_URL_SQS: endpoint,
      AWS_ENDPOINT_URL_S3: fixture.endpoints.sqs,
      AWS_REGION: fixtureRegion,
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
    },
  });
  let shown = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (shown += text));
  const exited = once(child, 'exit');
  await Promise.race([
    stuck,
    exited.then(() => Promise.reject(new Error(`It ended by itself: ${shown}`))),
  ]);
  child.kill('SIGKILL');
  await exited;
  return /--run ([\w-]+)/.exec(shown)?.[1] ?? '';
}

/** Processes the queue with the table's memory, and gives the delivery ids that a destination got. */
async function deliverAll(): Promise<string[]> {
  const { deliverOnce } = rememberDeliveries();
  const delivered: string[] = [];
  for (const [index, body] of fixture.bodiesIn('intake').entries()) {
    const envelope = parseEnvelope(body);
    await deliverOnce(deliveryKey(envelope, 'app'), async () => {
      delivered.push(envelope.deliveryId);
      return { outcome: 'delivered', messageId: String(index), settledAt: index };
    });
  }
  return delivered;
}

it.each(['the call', 'the answer'] as const)(
  'delivers each webhook once when it was killed in the middle and goes on: %s was lost',
  { timeout: 60_000 },
  async (lost) => {
    const ids = Array.from({ length: 45 }, (_, index) => `d-${index}`);
    for (const [index, deliveryId] of ids.entries()) {
      const receivedAt = new Date(Date.UTC(2026, 10, 25, 10, index)).toISOString();
      await archive.archive({ deliveryId, receivedAt });
    }
    const stuck = Promise.withResolvers<void>();
    const run = await replayAndKill(await startProxy(lost, stuck.resolve), stuck.promise);
    expect(fixture.bodiesIn('intake')).toHaveLength(lost === 'the call' ? 20 : 30);

    await fixture.run(['replay', '--source', 'github', ...range, '--run', run]);
    expect((await deliverAll()).toSorted()).toEqual(ids.toSorted());
  },
);
