import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, join } from 'node:path';
import { env } from 'node:process';
import { text } from 'node:stream/consumers';

/**
 * Runs a command as a user would in a shell there, to its end. Programs of packages are found without `npx` too, as in
 * a script of `package.json`: npm itself takes most of a second of each start.
 *
 * @returns what it wrote
 * @throws Error with all that it wrote, if it fails or takes too long
 */
export async function runIn(directory: string, command: string): Promise<string> {
  const { PATH = '' } = env;
  const child = spawn('sh', ['-c', `${command} 2>&1`], {
    cwd: directory,
    env: { ...env, PATH: join(directory, 'node_modules/.bin') + delimiter + PATH },
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: 500_000,
    killSignal: 'SIGKILL',
  });
  const [output, [exitCode]] = await Promise.all([text(child.stdout), once(child, 'close')]);
  if (exitCode === 0) return output;
  throw new Error(`${command}: exit code ${exitCode}\n${output.slice(-6_000)}`);
}
