import { afterEach, expect, it } from 'vitest';
import { startFauxqs } from '../../fauxqs/start-fauxqs.ts';
import { allow, createTestAccess, workerWith, world } from '../../iam/access-fixture.ts';
import { blindObserver } from '../../observer.ts';
import { createSqsCaller } from '../../sqs/call-sqs.ts';
import { DeployedMappings } from './deployed-mappings.ts';
import { readMappings } from './read-mappings.ts';

const queueArn = 'arn:aws:sqs:eu-west-1:000000000000:intake';
const polling = ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'];

let started = new AsyncDisposableStack();
afterEach(async () => {
  await started.disposeAsync();
  started = new AsyncDisposableStack();
});

const mapping = {
  Type: 'AWS::Lambda::EventSourceMapping',
  Properties: { EventSourceArn: queueArn, FunctionName: 'worker' },
};

/** A mapping of the queue `intake` to the function `worker`, whose role may do so with it. */
function createMapping(
  actions: readonly string[],
  queue: Readonly<Record<string, unknown>> = {},
  more: Readonly<Record<string, typeof mapping>> = {},
) {
  const access = createTestAccess({
    ...workerWith([
      allow(
        actions.map((action) => `sqs:${action}`),
        queueArn,
      ),
    ]),
    Intake: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'intake', ...queue } },
    Mapping: mapping,
    ...more,
  });
  const invoked = Promise.withResolvers<string>();
  const invoke = async ({ payload }: { payload: string }) => {
    invoked.resolve(payload);
    return { kind: 'success' as const, payload: 'null' };
  };
  const start = async (queueEndpoint: string) => {
    const parts = {
      ...{ ...access, observer: blindObserver, queueEndpoint },
      functions: new Map([['worker', { invoke }]]),
      machine: { maxPollers: 1, log: () => undefined },
    };
    const mappings = new DeployedMappings();
    started.defer(() => mappings.stop());
    mappings.deploy(readMappings(parts), parts);
  };
  return { ...access, start, invoked: invoked.promise };
}

it('polls in the name of the function’s role', async () => {
  const { start, invoked, events, iam, tell } = createMapping(polling);
  const queues = await startFauxqs({ port: 0, region: world.region }, blindObserver);
  started.defer(queues.stop);
  queues.enforceAccess(iam.access, tell);
  const { call, close } = createSqsCaller(queues.endpoint);
  started.defer(close);
  await call('CreateQueue', { QueueName: 'intake' });
  await start(queues.endpoint);
  const QueueUrl = `${queues.endpoint}/${world.accountId}/intake`;
  await call('SendMessage', { QueueUrl, MessageBody: 'hello' });
  expect(JSON.parse(await invoked).Records).toMatchObject([{ body: 'hello' }]);
  const used = { kind: 'used', role: 'WorkerRole', action: 'sqs:ReceiveMessage' };
  // SQS has a thread of its own: what it tells may come after what it answered.
  await expect.poll(() => events).toContainEqual({ ...used, resource: queueArn });
}, 30_000);

it.each(polling)('is refused where the role may not call %s', async (missing) => {
  const { start } = createMapping(polling.filter((action) => action !== missing));
  await expect(start('http://127.0.0.1:1')).rejects.toThrow(
    `The function execution role does not have permissions to call ${missing} on SQS`,
  );
});

it('is refused where the function may run longer than a message stays out of sight', async () => {
  const { start } = createMapping(polling, { VisibilityTimeout: 2 });
  await expect(start('http://127.0.0.1:1')).rejects.toThrow(
    'Queue visibility timeout: 2 seconds is less than Function timeout: 3 seconds',
  );
});

it('is refused where there is one of the same queue and function', async () => {
  const { start } = createMapping(polling, {}, { Other: mapping });
  await expect(start('http://127.0.0.1:1')).rejects.toThrow('ResourceConflictException');
});
