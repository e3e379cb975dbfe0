import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pollUntil } from './poll-until.ts';
import { tail } from './run-command.ts';

export interface Ministack {
  readonly port: number;
  /** What the CDK CLI and `@aws-sdk` clients need to talk to it and to nothing else. */
  readonly env: Readonly<Record<string, string>>;
  /** What it wrote: the functions' logs too. */
  readonly output: () => string;
  readonly stop: () => Promise<void>;
}

export const region = 'us-east-1';
export const accountId = '000000000000';

/** Starts MiniStack on 127.0.0.1, on a free port. It runs each function in a process of its own: `node`. */
export async function startMinistack(
  python: string,
  directory: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Ministack> {
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(python, ['-m', 'ministack'], {
    cwd: directory,
    env: {
      ...environment,
      TMPDIR: directory,
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      AWS_ENDPOINT_URL: url, // handed on to the functions
      LAMBDA_EXECUTOR: 'local',
      // Lambda's Node.js brings the AWS SDK along, and CDK's function that empties a bucket counts on it.
      NODE_PATH: join(import.meta.dirname, '../../node_modules'),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true, // its own process group, so that the functions' processes end with it
  });
  let output = '';
  const collect = (chunk: Buffer) => {
    output += chunk.toString('utf8');
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const stop = () => stopGroup(child);
  try {
    await pollUntil('MiniStack to answer', 30, () => whenReady(url, child, () => output));
  } catch (error) {
    await stop();
    throw error;
  }
  return { port, env: clientEnvironment(url), output: () => output, stop };
}

function clientEnvironment(url: string) {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_ENDPOINT_URL_S3: url,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

async function whenReady(
  url: string,
  child: ReturnType<typeof spawn>,
  output: () => string,
): Promise<true | undefined> {
  if (child.exitCode !== null) throw new Error(`MiniStack ended:\n${tail(output())}`);
  try {
    const answer = await fetch(`${url}/_ministack/health`, { signal: AbortSignal.timeout(2_000) });
    return answer.ok ? true : undefined;
  } catch {
    return undefined; // it does not listen yet
  }
}

async function stopGroup(child: ReturnType<typeof spawn>): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null) return;
  const closed = once(child, 'close');
  signalGroup(child.pid, 'SIGTERM');
  await Promise.race([closed, wait(5_000, undefined, { ref: false })]);
  signalGroup(child.pid, 'SIGKILL');
  await Promise.race([closed, wait(5_000, undefined, { ref: false })]);
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // the whole group has ended already
  }
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No free port');
  return address.port;
}
