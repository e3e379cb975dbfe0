import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { parseStackDescription, type StackDescription } from '../../client/stack-file.ts';
import type { Children } from './children.ts';

interface StackOptions {
  readonly children: Children;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly timeoutMilliseconds: number;
  /** Arguments that name configuration and settings, in place of this folder's. */
  readonly inputs?: readonly string[];
}

const folder = join(import.meta.dirname, '..');

const ownInputs = [
  ...['--config', join(folder, 'stack.config.ts')],
  ...['-c', `settings=${join(folder, 'stack.settings.ts')}`],
];

const options = [
  ...['--port', '0', '--quiet', '--no-watch'],
  // Nothing else finds it and adds webhooks of its own, and a running `npm start` stays listed.
  '--unlisted',
];

/**
 * Starts the embedded stack as `npm start` does, on free ports, for this run alone.
 * @throws Error with the stack's last lines when it ends, or isn't ready in time
 */
export async function startStack(start: StackOptions): Promise<StackDescription> {
  const child = fork(
    join(folder, '../local/main.ts'),
    [...(start.inputs ?? ownInputs), ...options],
    {
      env: start.env,
      // As `npm start` has it.
      execArgv: [
        '--require',
        join(folder, '../check-installation.cjs'),
        '--max-semi-space-size=16',
      ],
      // Ctrl-C reaches its parent alone, which then stops its children in order.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  );
  start.children.add(child);
  return await untilReady(child, start.timeoutMilliseconds);
}

function untilReady(child: ChildProcess, timeoutMilliseconds: number): Promise<StackDescription> {
  const { promise, resolve, reject } = Promise.withResolvers<StackDescription>();
  let output = '';
  const keep = (text: Buffer) => {
    output = (output + text.toString()).slice(-4000);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);

  const fail = (reason: string) => reject(new Error(`The embedded stack ${reason}\n${output}`));
  const timer = setTimeout(
    () => fail(`was not ready within ${timeoutMilliseconds / 1000} s`),
    timeoutMilliseconds,
  );
  child.once('error', (error) => fail(`could not be started: ${error.message}`));
  child.once('exit', (code) => fail(`ended with exit code ${code}`));
  child.on('message', (message: { readonly type?: unknown }) => {
    if (message?.type !== 'ready') return;
    try {
      resolve(parseStackDescription(message, 'What the embedded stack says of itself'));
    } catch (error) {
      reject(error);
    }
  });
  return promise.finally(() => clearTimeout(timer));
}
