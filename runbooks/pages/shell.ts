import { spawn } from 'node:child_process';
import { simpleWords } from './simple-words.ts';

export interface CommandOutput {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** Where the commands of a page run, one after the other, as in a terminal. */
export interface Shell {
  /** What its commands see: the stage, and what `npx spillway env` sets beside a running `npm start`. */
  readonly env: Readonly<Record<string, string>>;
  /** What stands for a page's placeholders. Whoever executes blocks adds what they print. */
  readonly values: Map<string, string>;
  /** @param command with nothing left to be filled in */
  readonly run: (command: string) => Promise<CommandOutput>;
}

export interface ShellOptions {
  /** The directory of the checkout. */
  readonly root: string;
  readonly env: Readonly<Record<string, string>>;
  readonly values?: Iterable<readonly [string, string]>;
  /** Ends what runs. */
  readonly signal?: AbortSignal;
  /** Shows what a process writes, as it writes it. */
  readonly onOutput?: (text: string) => void;
  /** Runs `npx spillway` with these arguments without a process of its own. */
  readonly runSpillway?: (args: readonly string[]) => Promise<CommandOutput>;
}

/** A shell of this machine: commands of ours in this process where it is told how, all others by `/bin/sh`. */
export function openShell(options: ShellOptions): Shell {
  const { env, values = [], runSpillway } = options;
  return {
    env,
    values: new Map(values),
    run(command) {
      const words = runSpillway === undefined ? undefined : simpleWords(command, env);
      if (runSpillway !== undefined && words?.[0] === 'npx' && words[1] === 'spillway') {
        return runSpillway(words.slice(2));
      }
      return runLine(command, options);
    },
  };
}

/** The exit code is 130 for what the signal ended. */
function runLine(
  command: string,
  { root, env, signal, onOutput }: ShellOptions,
): Promise<CommandOutput> {
  return new Promise((resolve, reject) => {
    // In a group of its own, so that all of a pipe ends.
    const child = spawn('/bin/sh', ['-c', command], { cwd: root, env, detached: true });
    child.stdin.end();
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      onOutput?.(text);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      onOutput?.(text);
    });
    const end = () => child.pid !== undefined && process.kill(-child.pid, 'SIGINT');
    signal?.addEventListener('abort', end, { once: true });
    if (signal?.aborted) end();
    child.once('error', reject);
    child.once('close', (code) => {
      signal?.removeEventListener('abort', end);
      resolve({ stdout, stderr, exitCode: code ?? 130 });
    });
  });
}
