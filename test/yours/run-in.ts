import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

/**
 * Runs a command as a user would in a shell there, to its end.
 *
 * @returns what it wrote
 * @throws Error with all that it wrote, if it fails or takes too long
 */
export async function runIn(directory: string, command: string): Promise<string> {
  const child = spawn('sh', ['-c', `${command} 2>&1`], {
    cwd: directory,
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: 500_000,
    killSignal: 'SIGKILL',
  });
  const [output, [exitCode]] = await Promise.all([text(child.stdout), once(child, 'close')]);
  if (exitCode === 0) return output;
  throw new Error(`${command}: exit code ${exitCode}\n${output.slice(-6_000)}`);
}
