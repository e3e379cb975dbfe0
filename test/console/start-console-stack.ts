import { join } from 'node:path';
import { blindObserver } from '../../local/aws/observer.ts';
import type { EmbeddedStack } from '../../local/boot/embedded-stack.ts';
import { type RunningStack, serveConsole } from '../../local/console/serve-console.ts';
import { describeStack } from '../../local/describe-stack.ts';
import { sendWebhook } from '../factories/send-webhook.ts';
import { startFixtureStack } from '../factories/start-fixture-stack.ts';

const configFile = join(import.meta.dirname, '../fixtures/console.config.ts');

export interface ConsoleStack {
  readonly stack: EmbeddedStack;
  /** Of the console, with its token. */
  readonly url: string;
  readonly origin: string;
  /** @returns the status of the answer */
  send(webhook: SentWebhook): Promise<number>;
  stop(): Promise<void>;
}

export interface SentWebhook {
  readonly type: string;
  readonly id: string;
  readonly body?: string | Buffer;
  readonly secret?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An embedded stack with its console, as `npm start` has them. What fails is a dead letter after some seconds. */
export async function startConsoleStack(): Promise<ConsoleStack> {
  const running = Promise.withResolvers<RunningStack>();
  const served = await serveConsole(0, running.promise);
  const stack = await startFixtureStack({
    configFile,
    context: {
      ...{ maxReceiveCount: '2', destinationAttempts: '2' },
      ...{ retryBaseSeconds: '1', retryCapSeconds: '1', circuitFailures: '0' },
    },
    observer: { ...blindObserver, log: served.log },
  });
  const described = { ...describeStack(stack), configFile, consoleUrl: served.url };
  running.resolve({ stack, describe: () => described });
  const githubSecret = stack.sources.github?.secret ?? '';
  return {
    ...{ stack, url: served.url, origin: new URL(served.url).origin },
    async send({ type, id, secret = githubSecret, headers, body = '{}' }) {
      const { status } = await sendWebhook(stack.endpoint, {
        ...{ secret, body, deliveryId: id },
        headers: { 'X-GitHub-Event': type, ...headers },
      });
      return status;
    },
    async stop() {
      await served.stop();
      await stack.stop();
    },
  };
}
