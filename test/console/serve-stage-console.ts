import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { shellEnvironment } from '../../client/stage/shell-environment.ts';
import { describeStack } from '../../local/describe-stack.ts';
import { type ConsoleStack, consoleConfigFile } from './start-console-stack.ts';

const project = join(import.meta.dirname, '../..');

/** What the process calls beyond this machine ends at a port that nobody listens on. */
const loopbackOnly = {
  ...{ NODE_USE_ENV_PROXY: '1', HTTPS_PROXY: 'http://127.0.0.1:9' },
  NO_PROXY: '127.0.0.1,localhost',
};

export interface StageConsole extends Pick<ConsoleStack, 'url' | 'origin'> {
  stop(): Promise<void>;
}

/** `npx spillway console --stage dev`, with an embedded stack's APIs as those of an account: nothing says that they are none. */
export async function serveStageConsole(
  { stack }: ConsoleStack,
  args: readonly string[] = [],
): Promise<StageConsole> {
  const words = ['cli/spillway.cjs', 'console', '--stage', stack.stage, '--json', ...args];
  const {
    AWS_ENDPOINT_URL: _,
    SPILLWAY_STAGE: __,
    ...env
  } = shellEnvironment(describeStack(stack)).set;
  const console = spawn(process.execPath, [...words, '--config', consoleConfigFile], {
    ...{ cwd: project, stdio: ['ignore', 'pipe', 'inherit'] },
    env: { ...env, ...loopbackOnly },
  });
  const url = await readUrl(console);
  return {
    ...{ url, origin: new URL(url).origin },
    async stop() {
      const ended = once(console, 'exit');
      if (console.kill('SIGINT')) await ended;
    },
  };
}

async function readUrl({ stdout, exitCode }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error('It has no output');
  for await (const line of createInterface(stdout)) return JSON.parse(line).url;
  throw new Error(`The console ended with ${exitCode}`);
}
