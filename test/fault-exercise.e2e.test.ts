import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { writeStackFile } from '../client/stack-file.ts';
import type { EmbeddedStack } from '../local/boot/embedded-stack.ts';
import { readCommandLine } from '../local/terminal/command-line.ts';
import { tellAlarm } from '../local/terminal/tell-alarm.ts';
import { eventually } from './factories/eventually.ts';
import { fixtureConfigFile } from './factories/fixture-inputs.ts';
import { runSpillway } from './factories/run-spillway.ts';
import { startFixtureStack } from './factories/start-fixture-stack.ts';

const project = join(import.meta.dirname, '..');
const read = (page: string) => readFileSync(join(project, page), 'utf8');
const [, options = ''] = /^ {4}npm start -- (.+)$/m.exec(read('docs/faults.md')) ?? [];

/** Run in the project's directory a command finds this by itself. */
const config = ` --config ${fixtureConfigFile}`;

let stack: EmbeddedStack | undefined;
const roots: string[] = [];

afterEach(async () => {
  await stack?.stop();
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true });
});

// Each is five commands that follow each other: fault, send, a look, off, redrive.
it.each([
  ['docs/faults.md', options.split(' '), config, /^500 dead letters/],
  ['README.md', [], '', /^dlq-not-empty/m],
])(
  'the exercise of %s fires an alarm, and ends with each webhook delivered once and the alarm over',
  async (page, args, more, seen) => {
    const { root, arrivals, alarms } = await start(args);
    const [on = '', send = '', look = '', off = '', redrive = ''] = commandsOf(read(page));
    expect(await run(root, on)).toContain('On:  destination-down');
    expect(await run(root, send)).toContain('500 of 500 webhooks accepted');
    await eventually('there are 500 dead letters', async () =>
      (await run(root, `npx spillway dlq summary${config}`)).startsWith('500 dead letters'),
    );
    expect(arrivals.counts()).toEqual({ total: 0, distinct: 0 });
    await eventually('the alarm fires', () => alarms.includes('alarm dlq-not-empty'));
    expect(await run(root, look + more)).toMatch(seen);
    expect(await run(root, off)).toContain('No fault is on.');
    expect(await run(root, redrive)).toContain('500 moved');
    await eventually('they arrive', () => arrivals.counts().distinct === 500);
    await eventually('nothing is left', async () => {
      const { queues } = JSON.parse(await run(root, 'npx spillway status --json'));
      return queues.every(
        ({ visible, inFlight, delayed }: Record<'visible' | 'inFlight' | 'delayed', number>) =>
          visible + inFlight + delayed === 0,
      );
    });
    expect(arrivals.counts()).toEqual({ total: 500, distinct: 500 });
    await eventually('the alarm is over', () => alarms.includes('over dlq-not-empty'));
  },
  120_000,
);

/** As they stand in a block, without what explains them. */
function commandsOf(text: string): readonly string[] {
  const lines = text.split('\n').map((line) => line.replace(/\s+# .*$/, '').trim());
  const first = lines.findIndex(
    (line, index) =>
      line.startsWith('npx spillway fault destination-down') &&
      lines[index + 1]?.startsWith('npx spillway send'),
  );
  return lines.slice(first, first + 5);
}

async function start(args: readonly string[]) {
  const alarms: string[] = [];
  stack = await startFixtureStack({
    context: readCommandLine(args).context,
    // A minute, which somebody at a terminal waits for the alarm, is a second and a half.
    clockFactor: 40,
    onAlarm(transition) {
      const { kind, text = '' } = tellAlarm(transition) ?? {};
      if (kind !== undefined) alarms.push(`${kind} ${text.split(':')[0]}`);
    },
  });
  const root = mkdtempSync(join(tmpdir(), 'spillway-exercise-'));
  roots.push(root);
  const { stage, endpoint, sinkUrl, faultsUrl, sources, env, arrivals } = stack;
  const description = { pid: process.pid, stage, endpoint, sinkUrl, faultsUrl, sources, env };
  writeStackFile(description, join(root, '.spillway', 'stack.json'));
  return { root, arrivals, alarms };
}

const run = (root: string, command: string) =>
  runSpillway(command.split(' ').slice(2), { root, defaultStage: 'local', sleep: setTimeout });
