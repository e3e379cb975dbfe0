import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { fixtureArguments } from './factories/fixture-inputs.ts';

const patiently = { timeout: 60_000, interval: 100 };
const groups: number[] = [];

afterEach(() => {
  for (const group of groups.splice(0)) {
    try {
      process.kill(-group, 'SIGKILL');
    } catch {
      // As it should be, all of it has ended.
    }
  }
});

interface Run {
  readonly npm: ChildProcess & { readonly pid: number };
  readonly output: () => string;
  /** Nobody writes any more: not npm, nor its shell, nor what that started. */
  readonly silent: Promise<unknown>;
}

/** The stack as npm starts it, in a process group of its own, as a shell does with what it starts. */
async function start(command: string, args: readonly string[]): Promise<Run> {
  const npm = spawn(command, args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  groups.push(npm.pid ?? 0);
  let output = '';
  npm.stdout?.on('data', (chunk: Buffer) => (output += chunk));
  const silent = Promise.all([once(npm.stdout, 'close'), once(npm.stderr, 'close')]);
  await vi.waitFor(() => expect(output).toContain('Up after'), patiently);
  return { npm: npm as Run['npm'], output: () => output, silent };
}

const options = ['--port', '0', '--unlisted', ...fixtureArguments.npmStart];
const npmStart = ['npm', ['start', '--', ...options]] as const;
const npx = ['npx', ['node', 'local/main.ts', ...options]] as const;

describe('npm start', { timeout: 90_000 }, () => {
  it.each([
    ['its npm is killed', npmStart, 'SIGKILL', 1],
    ['its npm is told to end, as by `kill %1`', npmStart, 'SIGTERM', 1],
    ['its npx is killed', npx, 'SIGKILL', 1],
    ['Ctrl-C is pressed', npmStart, 'SIGINT', -1],
    ['its terminal is closed', npmStart, 'SIGHUP', -1],
  ] as const)('stops in good order when %s', async (_, [command, args], signal, sign) => {
    const run = await start(command, args);
    process.kill(sign * run.npm.pid, signal);
    await run.silent;
    expect(run.output()).toContain('Stopped. 0 deliveries arrived.');
  });
});
