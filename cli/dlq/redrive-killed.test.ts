import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import { join } from 'node:path';
import { ChangeMessageVisibilityCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { compileCache } from '../../test/factories/compile-cache.ts';
import { fixtureRegion } from '../cli-fixture.ts';
import { type DlqFixture, startDlqFixture } from './dlq-fixture.ts';

let fixture: DlqFixture;
let proxy: Server | undefined;

beforeEach(async () => {
  fixture = await startDlqFixture();
});

afterEach(async () => {
  proxy?.closeAllConnections();
  proxy?.close();
  await fixture.stop();
});

/** Passes calls on, but never answers the `nth` whose action is `stuckAt`: it calls `onStuck` instead. */
async function startProxy(stuckAt: string, nth: number, onStuck: () => void): Promise<string> {
  let left = nth;
  proxy = createServer((incoming, outgoing) => {
    if (incoming.headers['x-amz-target'] === `AmazonSQS.${stuckAt}` && --left === 0) {
      onStuck();
      return;
    }
    const { method = 'POST', url = '/', headers } = incoming;
    const onward = request(fixture.endpoints.sqs + url, { method, headers }, async (answer) => {
      // A queue's URL is where the client goes on.
      const text = (await readAll(answer)).replaceAll(fixture.endpoints.sqs, endpoint);
      outgoing.writeHead(answer.statusCode ?? 500, {
        'content-type': 'application/x-amz-json-1.0',
      });
      outgoing.end(text);
    });
    incoming.pipe(onward);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const address = proxy.address();
  const endpoint = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  return endpoint;
}

async function readAll(stream: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function start(args: readonly string[], endpoint: string): ChildProcess {
  const main = join(import.meta.dirname, '..', 'main.ts');
  return spawn(process.execPath, [main, 'dlq', ...args, '--stage', 'dev', '--yes'], {
    stdio: 'ignore',
    env: {
      ...compileCache,
      AWS_ENDPOINT_URL_SQS: endpoint,
      AWS_ENDPOINT_URL_S3: fixture.endpoints.sqs,
      AWS_REGION: fixtureRegion,
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
    },
  });
}

/** Kills a command at a call to SQS that is never answered. */
async function killAt(action: string, nth: number, args: readonly string[]): Promise<void> {
  const stuck = Promise.withResolvers<void>();
  const child = start(args, await startProxy(action, nth, stuck.resolve));
  const exited = once(child, 'exit');
  await stuck.promise;
  child.kill('SIGKILL');
  await exited;
}

/** As SQS does when the visibility timeout ends. */
async function showHidden(): Promise<void> {
  const sqs = new SQSClient({
    endpoint: fixture.endpoints.sqs,
    region: fixtureRegion,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    useQueueUrlAsEndpoint: false,
  });
  const queue = fixture.queues.inspectQueue('spillway-dev-dead-letters');
  for (const { receiptHandle } of queue?.messages.inflight ?? []) {
    await sqs.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: queue?.url,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: 0,
      }),
    );
  }
  sqs.destroy();
}

const refused = { reason: 'refused', fingerprint: '0123456789ab', destination: 'app' };
const addDeadLetters = () =>
  Array.from({ length: 25 }, (_, index) =>
    fixture.addDeadLetter({ deliveryId: `d-${index}` }, refused),
  );

describe('a redrive that is killed', { timeout: 30_000 }, () => {
  it.each([
    ['DeleteMessageBatch', 1, ['--limit', '1000']],
    ['SendMessageBatch', 1, ['--limit', '1000']],
    ['SendMessageBatch', 2, ['--reason', 'refused']],
    ['DeleteMessageBatch', 2, ['--reason', 'refused', '--stop-after', '3']],
  ])(
    'at call of %s no. %d loses nothing and doubles at most one batch',
    async (action, nth, flags) => {
      const bodies = addDeadLetters();
      await killAt(action, nth, ['redrive', ...flags]);
      const everywhere = [...fixture.bodiesIn('intake'), ...fixture.bodiesIn('dead-letters')];
      expect([...new Set(everywhere)].sort()).toEqual(bodies.sort());
      expect(everywhere.length).toBeLessThanOrEqual(bodies.length + 10);

      await showHidden();
      await fixture.run(['dlq', 'redrive', ...flags]);
      expect(fixture.bodiesIn('dead-letters')).toEqual([]);
      expect([...new Set(fixture.bodiesIn('intake'))].sort()).toEqual(bodies.sort());
    },
  );

  it('while SQS moves the letters leaves SQS to it, and doubles none', async () => {
    const bodies = addDeadLetters();
    await killAt('ListMessageMoveTasks', 3, ['redrive']);
    await vi.waitUntil(() => fixture.bodiesIn('dead-letters').length === 0, { timeout: 20_000 });
    expect(fixture.bodiesIn('intake').sort()).toEqual(bodies.sort());
  });
});

describe('a discard that is killed', { timeout: 30_000 }, () => {
  it('between archive and queue has the letter in both, and in the archive once it ran again', async () => {
    addDeadLetters();
    await killAt('DeleteMessageBatch', 2, ['discard', '--all', '--reason', 'a test']);
    expect(fixture.bodiesIn('dead-letters')).toHaveLength(15);
    expect(await fixture.readObjects()).toHaveProperty('size', 20);
    await showHidden();
    await fixture.run(['dlq', 'discard', '--all', '--reason', 'a test']);
    expect(fixture.bodiesIn('dead-letters')).toEqual([]);
    expect(await fixture.readObjects()).toHaveProperty('size', 25);
  });
});
