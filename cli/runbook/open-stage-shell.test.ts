import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createTerminal } from '../../client/terminal/terminal.ts';
import { createProgram } from '../program.ts';
import { openStageShell } from './open-stage-shell.ts';

let screen = '';
const terminal = createTerminal({ write: (text) => (screen += text) });
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
  const { screen: shown, stdout } = await shownOf('seq 100');
  const first = Array.from({ length: 40 }, (_, index) => index + 1);
  const lines = [...first, '… 55 lines more are not shown …', 96, 97, 98, 99, 100];
  expect(shown).toBe(`${lines.join('\n')}\n`);
  expect(stdout.trim().split('\n')).toHaveLength(100);
});

it('shows the whole of an output that is no longer than both ends, and of the next one', async () => {
  for (const count of [45, 1, 45]) {
    const { screen: shown, stdout } = await shownOf(`seq ${count}`);
    expect(shown).toBe(stdout);
  }
});
