import { startFauxqs } from 'fauxqs';
import { expect, it } from 'vitest';
import { createClients } from '../../client/stage/clients.ts';
import { embeddedStageOf } from '../../client/stage/stage.ts';
import { type Envelope, writeEnvelope } from '../../service/webhook/envelope.ts';
import { stackEnvironment } from '../../test/factories/stack-environment.ts';
import { openStageQueues } from './stage-queues.ts';

const envelope: Envelope = {
  v: 1,
  deliveryId: 'd-1',
  source: 'github',
  provider: 'github',
  type: 'push',
  receivedAt: '2026-01-02T03:04:05.000Z',
  contentType: 'application/json',
  headers: {},
  body: '{}',
};

async function startQueues() {
  const server = await startFauxqs({ port: 0, logger: false });
  server.createQueue('spillway-dev-intake');
  server.createQueue('spillway-dev-dead-letters');
  const stage = embeddedStageOf({
    pid: process.pid,
    stage: 'dev',
    endpoint: 'http://127.0.0.1:1/dev',
    sinkUrl: 'http://127.0.0.1:2',
    sources: {},
    env: stackEnvironment(server.address),
  });
  const { sqs, destroy } = createClients(stage);
  const queues = await openStageQueues(sqs, stage);
  return {
    server,
    queues,
    async [Symbol.asyncDispose]() {
      destroy();
      await server.stop();
    },
  };
}

it('counts what waits in the intake queue', async () => {
  await using started = await startQueues();
  for (let n = 0; n < 3; n++) started.server.sendMessage('spillway-dev-intake', '{}');

  expect(await started.queues.sampleBacklog()).toMatchObject({ waiting: 3, inFlight: 0 });
});

it('reads the delivery ids of all dead letters, of the unreadable ones too', async () => {
  await using started = await startQueues();
  const ids = Array.from({ length: 25 }, (_, n) => `delivery-${n}`);
  for (const deliveryId of ids) {
    started.server.sendMessage(
      'spillway-dev-dead-letters',
      writeEnvelope({ ...envelope, deliveryId }),
    );
  }
  started.server.sendMessage('spillway-dev-dead-letters', 'not an envelope');

  const read = await started.queues.readDeadLetters();
  expect(read.toSorted()).toEqual([...ids, 'unreadable'].toSorted());
});
