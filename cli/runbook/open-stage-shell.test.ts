import { join } from 'node:path';
import { Command } from 'commander';
import { expect, it } from 'vitest';
import { createTerminal } from '../../client/terminal/terminal.ts';
import type { ProgramContext } from '../command.ts';
import { openStageShell } from './open-stage-shell.ts';

let screen = '';
const terminal = createTerminal({ write: (text) => (screen += text) });

/** `npx spillway count` writes a hundred lines, and then what is left to do. */
function createProgram({ out, err }: ProgramContext): Command {
  const program = new Command();
  program.command('count').action(() => {
    for (let line = 1; line <= 99; line += 2) out.line(`${line}\n${line + 1}`);
    err.line('Go on.');
  });
  return program;
}

const shell = openStageShell(
  { name: 'dev', isEmbedded: false },
  {
    ...{ root: join(import.meta.dirname, '../..'), defaultStage: undefined, createProgram },
    ...{ out: terminal, err: terminal, signal: new AbortController().signal },
    ...{ now: Date.now, sleep: () => Promise.resolve(), env: { PATH: '/usr/bin:/bin' } },
    ...{ readInput: () => Promise.resolve(''), setExitCode: () => undefined },
  },
);

async function shownOf(command: string) {
  screen = '';
  const { stdout } = await shell.run(command);
  return { screen, stdout };
}

it('shows both ends of a long output, so that what the page says of it is still on the screen', async () => {
  const first = Array.from({ length: 40 }, (_, index) => index + 1);
  const lines = [...first, '… 55 lines more are not shown …', 96, 97, 98, 99, 100];
  const ofProcess = await shownOf('seq 100');
  expect(ofProcess.screen).toBe(`${lines.join('\n')}\n`);
  expect(ofProcess.stdout.trim().split('\n')).toHaveLength(100);
  const ofOurs = await shownOf('npx spillway count');
  expect(ofOurs.screen).toBe(`${[...lines, 'Go on.'].join('\n')}\n`);
  expect(ofOurs.stdout).toBe(ofProcess.stdout);
});

it('shows the whole of an output that is no longer than both ends, and of the next one', async () => {
  for (const count of [45, 1, 45]) {
    const { screen: shown, stdout } = await shownOf(`seq ${count}`);
    expect(shown).toBe(stdout);
  }
});
