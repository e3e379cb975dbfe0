import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const program = join(root, 'loadtest/demo.ts');
const reports = join(root, 'reports');
/** Those that somebody keeps. */
let before: ReadonlySet<string>;

const listReports = () => (existsSync(reports) ? readdirSync(reports) : []);
const newReports = () => listReports().filter((one) => one.endsWith('-spike') && !before.has(one));

beforeAll(() => {
  before = new Set(listReports());
});
afterAll(() => {
  for (const one of newReports()) rmSync(join(reports, one), { recursive: true, force: true });
});

function startDemo(...args: readonly string[]) {
  return spawn(process.execPath, [program, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Resolves when the demo has said this on its standard error. */
function untilSaid(demo: ChildProcess, words: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let said = '';
  demo.stderr?.on('data', (chunk) => {
    said += String(chunk);
    if (said.includes(words)) resolve();
  });
  demo.once('exit', () => reject(new Error(`The demo ended without saying "${words}":\n${said}`)));
  return promise;
}

/** Process ids of its children; Linux tells them itself, other systems by a command that they all have. */
function childrenOf({ pid }: ChildProcess): readonly number[] {
  const told =
    process.platform === 'linux'
      ? readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
      : execFileSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' });
  return told.split(/\s+/).filter(Boolean).map(Number);
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

it('accepts, delivers and accounts for each webhook of a small spike', async () => {
  const demo = startDemo('--rate', '40', '--seconds', '4', '--json');
  const closed = once(demo, 'close');
  const [output, errors] = await Promise.all([text(demo.stdout), text(demo.stderr), closed]);

  const report = JSON.parse(output);
  // Invalid says only that this machine has other work to do.
  const exitCodes: Record<string, number> = { passed: 0, invalid: 4 };
  expect(demo.exitCode, errors).toBe(exitCodes[report.verdict]);
  expect(report.counts).toMatchObject({ rejected: 0, duplicate: 0, deadLettered: 0, lost: 0 });
  expect(report.counts.accepted).toBeGreaterThan(161 + 160);
  expect(report.counts.processed).toBe(report.counts.accepted);
  const [folder = '', ...others] = newReports();
  expect(others).toEqual([]);
  expect(existsSync(join(reports, folder, 'report.html'))).toBe(true);
}, 240_000);

it('stops all that it started when it is interrupted', async () => {
  const demo = startDemo('--rate', '20', '--seconds', '20');
  const exited = once(demo, 'exit');
  await untilSaid(demo, 'with Artillery');
  const children = childrenOf(demo);
  demo.kill('SIGINT');
  const [exitCode] = await exited;

  expect(exitCode).toBe(130);
  // The stack and Artillery.
  expect(children).toHaveLength(2);
  expect(children.filter(isRunning)).toEqual([]);
}, 180_000);
