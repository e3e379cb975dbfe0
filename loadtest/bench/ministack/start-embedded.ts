import { createClients } from '../../../client/stage/clients.ts';
import { embeddedStageOf } from '../../../client/stage/stage.ts';
import type { Children } from '../../run/children.ts';
import { openStageQueues } from '../../run/stage-queues.ts';
import { startStack } from '../../run/start-stack.ts';
import type { Side } from './side.ts';

/** The embedded stack in a process of its own, as `npm start` runs it. */
export async function startEmbedded(
  children: Children,
  env: Readonly<Record<string, string | undefined>>,
  inputs: readonly string[],
): Promise<Side> {
  const stack = await startStack({ children, env, inputs, timeoutMilliseconds: 60_000 });
  const stage = embeddedStageOf(stack);
  const { sqs, destroy } = createClients(stage);
  const queues = await openStageQueues(sqs, stage);
  const { port, pathname } = new URL(stack.endpoint);
  return {
    door: {
      port: Number(port),
      path: `${pathname}/webhooks/github`,
      secret: stack.sources.github?.secret ?? '',
    },
    async isDrained() {
      const { waiting, inFlight } = await queues.sampleBacklog();
      return waiting + inFlight === 0;
    },
    async stop() {
      destroy();
      await children.stopAll();
    },
  };
}
