import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createProgram } from '../cli/program.ts';
import { createTerminal } from '../cli/terminal.ts';
import { readCommandLine } from '../local/command-line.ts';
import { type EmbeddedStack, startStack } from '../local/stack.ts';
import { writeStackFile } from '../local/stack-file.ts';
import { eventually } from './factories/eventually.ts';

const page = readFileSync(join(import.meta.dirname, '../docs/faults.md'), 'utf8');
const [, options = ''] = /^ {4}npm start -- (.+)$/m.exec(page) ?? [];
const [, block = ''] = /```sh\n(.+?)```/s.exec(page) ?? [];
const commands = block.trim().split('\n');
const root = mkdtempSync(join(tmpdir(), 'spillway-exercise-'));
let stack: EmbeddedStack;

beforeAll(async () => {
  const { context } = readCommandLine(options.split(' '));
  stack = await startStack({ context });
  const { stage, endpoint, sinkUrl, faultsUrl, sources, env } = stack;
  const description = { pid: process.pid, stage, endpoint, sinkUrl, faultsUrl, sources, env };
  writeStackFile(description, join(root, '.spillway', 'stack.json'));
});

afterAll(async () => {
  await stack.stop();
  rmSync(root, { recursive: true, force: true });
});

it('the exercise of docs/faults.md ends with each webhook delivered once', async () => {
  const [on = '', send = '', summary = '', off = '', redrive = ''] = commands;
  expect(await run(on)).toContain('On:  destination-down');
  expect(await run(send)).toContain('500 of 500 webhooks accepted');
  // Run in the project's directory it finds this by itself.
  const config = ` --config ${join(import.meta.dirname, '../spillway.config.ts')}`;
  await eventually('there are 500 dead letters', async () =>
    (await run(summary + config)).startsWith('500 dead letters'),
  );
  expect(stack.arrivals.counts()).toEqual({ total: 0, distinct: 0 });
  expect(await run(off)).toContain('No fault is on.');
  expect(await run(redrive)).toContain('500 moved');
  await eventually('they arrive', () => stack.arrivals.counts().distinct === 500);
  await eventually('nothing is left', async () => {
    const { queues } = JSON.parse(await run('npx spillway status --json'));
    return queues.every(
      (queue: { visible: number; inFlight: number }) => queue.visible + queue.inFlight === 0,
    );
  });
  expect(stack.arrivals.counts()).toEqual({ total: 500, distinct: 500 });
}, 120_000);

async function run(command: string): Promise<string> {
  let written = '';
  const program = createProgram({
    root,
    defaultStage: 'local',
    out: createTerminal({ write: (text) => (written += text) }),
    err: createTerminal({ write: () => undefined }),
    signal: new AbortController().signal,
    now: Date.now,
    sleep: (milliseconds) => setTimeout(milliseconds),
    readInput: () => Promise.resolve(''),
  });
  await program.parseAsync(command.split(' ').slice(2), { from: 'user' });
  return written;
}
