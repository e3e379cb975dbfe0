import { expect, it } from 'vitest';
import { createProgress } from './progress.ts';

function createScreen(isTTY: boolean) {
  const clock = { now: 0 };
  const screen = {
    isTTY,
    columns: 40,
    text: '',
    write(text: string) {
      screen.text += text;
    },
  };
  return { clock, screen, progress: createProgress(screen, () => clock.now) };
}

it('rewrites one line on a terminal, no wider than it is', () => {
  const { screen, progress, clock } = createScreen(true);
  progress.step('Sending');
  clock.now = 2000;
  progress.update(`${'many '.repeat(10)}`);
  progress.done();

  const lines = screen.text.split('\r\x1b[K');
  expect(lines.at(-1)).toBe('✓   2 s  Sending: many many many many m\n');
  expect(screen.text.match(/\n/g)).toHaveLength(1);
});

it('writes a line every 5 seconds, and one at the end of each step, where there is no terminal', () => {
  const { screen, progress, clock } = createScreen(false);
  progress.step('Sending');
  for (clock.now = 0; clock.now < 12_000; clock.now += 1000) progress.update(`${clock.now}`);
  progress.step('Waiting');
  progress.done();

  expect(screen.text.split('\n')).toEqual([
    '▸   5 s  Sending: 5000',
    '▸  10 s  Sending: 10000',
    '✓  12 s  Sending: 11000',
    '✓   0 s  Waiting',
    '',
  ]);
});

it('marks a step that was not completed', () => {
  const { screen, progress } = createScreen(false);
  progress.step('Sending');
  progress.fail();
  progress.fail();

  expect(screen.text).toBe('✗   0 s  Sending\n');
});
