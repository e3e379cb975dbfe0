import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CliFixture, startCliFixture } from '../../cli/cli-fixture.ts';
import { createClients } from '../../client/stage/clients.ts';
import { findStage, type Stage } from '../../client/stage/stage.ts';
import config from '../bench/bench.config.ts';
import { createRun } from '../fixtures/run.ts';
import { reconcile } from '../judge/reconcile.ts';
import { judge } from '../judge/verdict.ts';
import { requestsOf } from '../samples/requests.ts';
import type { Sample, Sent } from '../samples/sample.ts';
import { observeStage } from './observe-stage.ts';

let fixture: CliFixture;
let stage: Stage;
/** The fixture's services, as if they were AWS: nothing says that they are embedded. */
beforeAll(async () => {
  fixture = await startCliFixture({ hasTable: true });
  const { connection } = findStage('local', fixture.root);
  stage = { name: 'dev', isEmbedded: false, ...(connection && { connection }) };
});
afterAll(() => fixture.stop());

const at = Date.now();

function sent(id: string): readonly Sample[] {
  const said: Sent = {
    ...{ kind: 'sent', request: id, id, webhook: 0, intent: 'valid', bytes: 2, sha256: 'a' },
    ...{ dueAt: at, sentAt: at },
  };
  return [
    said,
    { kind: 'answered', request: id, at: at + 5, status: 202, firstByteMs: 5, totalMs: 5 },
  ];
}

async function put(deliveryId: string, row: object): Promise<void> {
  const { dynamo, destroy } = createClients(stage);
  const id = { S: `github/app//${deliveryId}` };
  await dynamo.send(
    new PutItemCommand({ TableName: 'spillway-dev-deliveries', Item: { id, ...row } }),
  );
  destroy();
}

const completed = (outcome: string) => ({
  ...{ status: { S: 'COMPLETED' }, outcome: { S: outcome } },
  settledAt: { N: `${at + 40}` },
});

it('finds each accepted webhook in table, dead letters or log, and calls lost what is in none of them', async () => {
  await put('delivered', completed('delivered'));
  await put('given-up', completed('dead-lettered'));
  await put('tried', { status: { S: 'FAILED' }, attempts: { N: '1' } });
  fixture.addDeadLetter({ deliveryId: 'unreadable-for-us' });
  const line = { level: 'INFO', message: 'webhook filtered', deliveryId: 'unwanted' };
  fixture.logs.log({
    ...{ logGroup: '/aws/lambda/spillway-dev-processing', logStream: 's', timestamp: at },
    message: JSON.stringify(line),
  });
  const ids = ['delivered', 'given-up', 'tried', 'unreadable-for-us', 'unwanted', 'gone'];
  const samples = ids.flatMap(sent);
  const run = createRun({ samples, warmUp: [], backlog: [] });

  const observer = await observeStage({ stage, routes: config, startedAt: at });
  const accepted = requestsOf(samples, 10_000);
  const outcomes = await observer.readOutcomes(accepted, run.plan.webhooks);
  observer.close();
  const { counts, ids: named } = reconcile({ ...run, ...outcomes });

  expect(outcomes.arrivals).toEqual([
    expect.objectContaining({ deliveryId: 'delivered', destination: 'app', arrivedAt: at + 40 }),
  ]);
  expect(counts).toMatchObject({
    ...{ accepted: 6, processed: 1, deadLettered: 2, inFlight: 1, filtered: 1, lost: 1 },
  });
  expect(named.lost).toEqual(['gone']);
  expect(named.deadLettered).toEqual(['given-up', 'unreadable-for-us']);
});

it('counts what waits in the queue, waits three minutes for it to stay empty, and judges nothing that it can not see', async () => {
  fixture.queues.sendMessage('spillway-dev-intake', '{}');
  const observer = await observeStage({ stage, routes: config, startedAt: at });

  expect(await observer.sampleBacklog()).toMatchObject({ waiting: 1, inFlight: 0 });
  expect(observer.settling.emptyMs).toBe(180_000);
  const { gates } = judge(createRun({ isOnAws: observer.stack === 'AWS' }));
  expect(gates.map(({ name }) => name)).not.toContain('altered');
  observer.close();
});
