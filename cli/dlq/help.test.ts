import { expect, it } from 'vitest';
import { createTerminal } from '../../client/terminal/terminal.ts';
import { createProgram } from '../program.ts';

const silent = createTerminal({ write: () => undefined });
const program = createProgram({
  root: '/nowhere',
  defaultStage: undefined,
  out: silent,
  err: silent,
  signal: new AbortController().signal,
  now: Date.now,
  sleep: () => Promise.resolve(),
  readInput: () => Promise.resolve(''),
  setExitCode: () => undefined,
});
const commands = program.commands
  .filter((noun) => noun.name() === 'dlq')
  .flatMap((dlq) => dlq.commands);

it('has five commands', () => {
  expect(commands.map((command) => command.name())).toEqual([
    ...['summary', 'list', 'show', 'redrive', 'discard'],
  ]);
});

it.each(commands.map((command) => [command.name(), command] as const))(
  'explains %s with an example, and takes --stage, --config and --json',
  (name, command) => {
    let text = '';
    command.configureOutput({ writeOut: (more) => (text += more) }).outputHelp();
    expect(text).toContain(`\n  npx spillway dlq ${name}`);
    for (const option of ['--stage <name>', '--config <file>', '--json']) {
      expect(text).toContain(option);
    }
  },
);
