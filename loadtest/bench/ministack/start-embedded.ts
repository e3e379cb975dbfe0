import type { Children } from '../../run/children.ts';
import { openQueues } from '../../run/stage-queues.ts';
import { startStack } from '../../run/start-stack.ts';
import type { Side } from './side.ts';

/** The embedded stack in a process of its own, as `npm start` runs it. */
export async function startEmbedded(
  children: Children,
  env: Readonly<Record<string, string | undefined>>,
  inputs: readonly string[],
): Promise<Side> {
  const stack = await startStack({ children, env, inputs, timeoutMilliseconds: 60_000 });
  const queues = await openQueues(stack);
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
      queues.close();
      await children.stopAll();
    },
  };
}
