import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type StackDescription, writeStackFile } from '../../client/stack-file.ts';
import { type Clients, createClients } from '../../client/stage/clients.ts';
import { embeddedStageOf } from '../../client/stage/stage.ts';
import { blindObserver } from '../../local/aws/observer.ts';
import type { EmbeddedStack, StackOptions } from '../../local/boot/embedded-stack.ts';
import { type RunningStack, serveConsole } from '../../local/console/serve-console.ts';
import { describeStack } from '../../local/describe-stack.ts';
import { sendWebhook } from '../factories/send-webhook.ts';
import { startFixtureStack } from '../factories/start-fixture-stack.ts';

export const consoleConfigFile = join(import.meta.dirname, '../fixtures/console.config.ts');

export interface ConsoleStack {
  readonly stack: EmbeddedStack;
  /** Of the stack's AWS APIs. */
  readonly clients: Clients;
  /** The directory that holds `.spillway/`. */
  readonly root: string;
  /** Of the console, with its token. */
  readonly url: string;
  readonly origin: string;
  /** @returns the status of the answer */
  send(webhook: SentWebhook): Promise<number>;
  /** As where `npm start` ends. The stack itself goes on. */
  stopConsole(): Promise<void>;
  /** On the same port. */
  startConsoleAgain(): Promise<void>;
  stop(): Promise<void>;
}

export interface SentWebhook {
  readonly type: string;
  readonly id: string;
  readonly body?: string | Buffer;
  readonly secret?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export type ConsoleOptions = Pick<StackOptions, 'context' | 'clockFactor'>;

/** An embedded stack with its console, as `npm start` has them. What fails is a dead letter after some seconds. */
export async function startConsoleStack({
  context,
  ...options
}: ConsoleOptions = {}): Promise<ConsoleStack> {
  const running = Promise.withResolvers<RunningStack>();
  const root = await mkdtemp(join(tmpdir(), 'spillway-console-'));
  let served = await serveConsole(0, running.promise, root);
  const { url } = served;
  const stack = await startFixtureStack({
    ...options,
    configFile: consoleConfigFile,
    context: {
      ...{ maxReceiveCount: '2', destinationAttempts: '2' },
      ...{ retryBaseSeconds: '1', retryCapSeconds: '1', circuitFailures: '0' },
      ...context,
    },
    observer: { ...blindObserver, log: (line) => served.log(line) },
  });
  const described: StackDescription = {
    ...describeStack(stack),
    ...{ configFile: consoleConfigFile, consoleUrl: url },
  };
  writeStackFile(described, join(root, '.spillway', 'stack.json'));
  running.resolve({ stack, describe: () => described });
  const clients = createClients(embeddedStageOf(described));
  const githubSecret = stack.sources.github?.secret ?? '';
  return {
    ...{ stack, clients, root, origin: new URL(url).origin },
    get url() {
      return served.url;
    },
    async send({ type, id, secret = githubSecret, headers, body = '{}' }) {
      const { status } = await sendWebhook(stack.endpoint, {
        ...{ secret, body, deliveryId: id },
        headers: { 'X-GitHub-Event': type, ...headers },
      });
      return status;
    },
    stopConsole: () => served.stop(),
    async startConsoleAgain() {
      served = await serveConsole(Number(new URL(url).port), running.promise, root);
    },
    async stop() {
      clients.destroy();
      await served.stop();
      await stack.stop();
      await rm(root, { recursive: true, force: true });
    },
  };
}
