import { spawn } from 'node:child_process';

export interface CommandOptions {
  readonly timeoutSeconds: number;
  readonly cwd?: string;
  /** The whole environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface CommandResult {
  /** `null` when it had to be killed. */
  readonly exitCode: number | null;
  /** Both streams, in the order they came. */
  readonly output: string;
}

/** Runs a program to its end, or kills it when its time is up. Throws only when it can't be started. */
export function runCommand(
  command: string,
  args: readonly string[],
  { timeoutSeconds, cwd, env }: CommandOptions,
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      ...(cwd && { cwd }),
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutSeconds * 1000,
      killSignal: 'SIGKILL',
    });
    let output = '';
    const collect = (chunk: Buffer) => {
      output += chunk.toString('utf8');
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, output }));
  });
}

/** The last lines of an output, for an error's text. */
export function tail(output: string, lines = 25): string {
  return output.trimEnd().split('\n').slice(-lines).join('\n');
}
