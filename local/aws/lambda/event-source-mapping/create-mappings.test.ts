import { afterEach, expect, it } from 'vitest';
import type { StackParts } from '../../../boot/stack-parts.ts';
import { allow, createTestAccess, workerWith, world } from '../../iam/access-fixture.ts';
import { blindObserver } from '../../observer.ts';
import { createSqsCaller } from '../../sqs/call-sqs.ts';
import { startQueueService } from '../../sqs/start-queue-service.ts';
import { createMappings } from './create-mappings.ts';

const queueArn = 'arn:aws:sqs:eu-west-1:000000000000:intake';
const polling = ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'];

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

/** A mapping of the queue `intake` to the function `worker`, whose role may do so with it. */
function createMapping(actions: readonly string[]) {
  const access = createTestAccess({
    ...workerWith([
      allow(
        actions.map((action) => `sqs:${action}`),
        queueArn,
      ),
    ]),
    Mapping: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: { EventSourceArn: queueArn, FunctionName: 'worker' },
    },
  });
  const invoked = Promise.withResolvers<string>();
  const invoke = async ({ payload }: { payload: string }) => {
    invoked.resolve(payload);
    return { kind: 'success' as const, payload: 'null' };
  };
  const start = async (queueEndpoint: string) => {
    const parts = {
      ...access,
      ...{ observer: blindObserver, stops, queueEndpoint, log: () => undefined },
      functions: new Map([['worker', { invoke }]]) as never,
      machine: { maxPollers: 1 } as StackParts['machine'],
    } satisfies Partial<StackParts>;
    const mappings = access.resources.ofType('AWS::Lambda::EventSourceMapping');
    await createMappings(mappings, parts as never);
  };
  return { ...access, start, invoked: invoked.promise };
}

it('polls in the name of the function’s role', async () => {
  const { start, invoked, events, iam, tell } = createMapping(polling);
  const queues = await startQueueService({ port: 0, region: world.region }, blindObserver);
  stops.push(queues.stop);
  queues.enforceAccess(iam.access, tell);
  const { call, close } = createSqsCaller(queues.endpoint);
  stops.push(async () => close());
  await call('CreateQueue', { QueueName: 'intake' });
  await start(queues.endpoint);
  const QueueUrl = `${queues.endpoint}/${world.accountId}/intake`;
  await call('SendMessage', { QueueUrl, MessageBody: 'hello' });
  expect(JSON.parse(await invoked).Records).toMatchObject([{ body: 'hello' }]);
  expect(events).toContainEqual({
    ...{ kind: 'used', role: 'WorkerRole', action: 'sqs:ReceiveMessage', resource: queueArn },
  });
}, 30_000);

it.each(polling)('is refused where the role may not call %s', async (missing) => {
  const { start } = createMapping(polling.filter((action) => action !== missing));
  await expect(start('http://127.0.0.1:1')).rejects.toThrow(
    `The function execution role does not have permissions to call ${missing} on SQS`,
  );
});
