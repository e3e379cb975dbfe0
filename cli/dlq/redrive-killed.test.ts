import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import { join } from 'node:path';
import { ChangeMessageVisibilityCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type CliFixture, fixtureRegion, startCliFixture } from '../cli-fixture.ts';

let fixture: CliFixture;
let proxy: Server | undefined;

beforeEach(async () => {
  fixture = await startCliFixture();
});

afterEach(async () => {
  proxy?.closeAllConnections();
  proxy?.close();
  await fixture.stop();
});

/** Passes SQS calls on, but never answers one whose action is `stuckAt`: it calls `onStuck` instead. */
async function startProxy(stuckAt: string, onStuck: () => void): Promise<string> {
  proxy = createServer((incoming, outgoing) => {
    if (incoming.headers['x-amz-target'] === `AmazonSQS.${stuckAt}`) {
      onStuck();
      return;
    }
    const { method = 'POST', url = '/', headers } = incoming;
    const onward = request(fixture.endpoints.sqs + url, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(onward);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const address = proxy.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

function startRedrive(endpoint: string): ChildProcess {
  const main = join(import.meta.dirname, '..', 'main.ts');
  return spawn(process.execPath, [main, 'dlq', 'redrive', '--stage', 'dev'], {
    stdio: 'ignore',
    env: {
      AWS_ENDPOINT_URL_SQS: endpoint,
      AWS_REGION: fixtureRegion,
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
    },
  });
}

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

it.each(['DeleteMessageBatch', 'SendMessageBatch'])(
  'loses nothing and doubles at most one batch when it is killed at %s',
  { timeout: 30_000 },
  async (action) => {
    const bodies = Array.from({ length: 25 }, (_, index) =>
      fixture.addDeadLetter({ deliveryId: `d-${index}` }),
    );
    const stuck = Promise.withResolvers<void>();
    const child = startRedrive(await startProxy(action, stuck.resolve));
    const exited = once(child, 'exit');
    await stuck.promise;
    child.kill('SIGKILL');
    await exited;
    const everywhere = [...fixture.bodiesIn('intake'), ...fixture.bodiesIn('dead-letters')];
    expect([...new Set(everywhere)].sort()).toEqual(bodies.sort());
    expect(everywhere.length).toBeLessThanOrEqual(bodies.length + 10);

    await showHidden(); // as SQS does when the visibility timeout ends
    await fixture.run(['dlq', 'redrive']);
    expect(fixture.bodiesIn('dead-letters')).toEqual([]);
    expect([...new Set(fixture.bodiesIn('intake'))].sort()).toEqual(bodies.sort());
  },
);
