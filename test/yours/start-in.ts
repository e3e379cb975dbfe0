import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readStackFile } from '../../client/stack-file.ts';
import { eventually } from '../factories/eventually.ts';

export interface RunningStack {
  readonly sinkUrl: string;
  output(): string;
  /** Ctrl-C. @throws Error if it doesn't end well */
  stop(): Promise<void>;
}

/** `npm start` in a directory, up and listed there, on ports that are free. */
export async function startIn(
  directory: string,
  options: readonly string[] = [],
): Promise<RunningStack> {
  const child = spawn('npm', ['start', '--', '--port', '0', ...options], {
    cwd: directory,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close');
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output += chunk));
  }
  const signal = (name: NodeJS.Signals) => child.pid && process.kill(-child.pid, name);
  const stop = async () => {
    if (child.exitCode === null) signal('SIGINT');
    await ended;
    if (!output.includes('Stopped.')) throw new Error(`npm start ended otherwise:\n${output}`);
  };
  const file = join(directory, '.spillway/stack.json');
  try {
    await eventually('it is up', () => child.exitCode !== null || existsSync(file), 120);
    return { sinkUrl: readStackFile(file).sinkUrl, output: () => output, stop };
  } catch (cause) {
    if (child.exitCode === null) signal('SIGKILL');
    throw new Error(`npm start did not come up:\n${output}`, { cause });
  }
}
