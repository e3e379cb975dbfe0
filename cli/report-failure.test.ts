import { Argument, Command, CommanderError, Option } from 'commander';
import { expect, it } from 'vitest';
import { CommandError } from '../client/command-error.ts';
import { exitCodes } from '../client/terminal/exit-codes.ts';
import { createTerminal } from '../client/terminal/terminal.ts';
import { failureOf, reportFailure } from './report-failure.ts';

function reported(error: unknown, { isJson = false, isDebug = false } = {}): string {
  let written = '';
  const failure = failureOf(error, isDebug);
  if (failure !== undefined) {
    reportFailure(failure, createTerminal({ write: (text) => (written += text) }), isJson);
  }
  return written;
}

it('says what went wrong, and what to do about it', () => {
  const error = new CommandError('It is gone.', 'Bring it back.');
  expect(reported(error)).toBe('error: It is gone.\nBring it back.\n');
  expect(JSON.parse(reported(error, { isJson: true }))).toEqual({
    error: { message: 'It is gone.', remedy: 'Bring it back.', exitCode: 1 },
  });
});

it.each(['--help', '--version'])('takes %s for no failure', async (flag) => {
  const command = new Command().version('1', '--version').exitOverride();
  const parsing = command.configureOutput({ writeOut: () => undefined }).parseAsync(['', '', flag]);
  const error: unknown = await parsing.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(CommanderError);
  expect(failureOf(error, false)).toBeUndefined();
});

it('keeps the exit code that the error brings', () => {
  const error = new CommandError('Some were.', undefined, { exitCode: exitCodes.partly });
  expect(failureOf(error, false)?.exitCode).toBe(3);
  expect(failureOf(new Error('odd'), false)?.exitCode).toBe(1);
  expect(failureOf(new CommanderError(1, 'commander.x', 'error: odd'), false)).toEqual({
    ...{ exitCode: 2, message: 'odd', remedy: 'Add --help for the options.' },
  });
});

it('has a command that Ctrl-C cut off end with 130, and leaves codes that say more', () => {
  const aborted = new DOMException('This operation was aborted', 'AbortError');
  const failed = new CommandError('The embedded stack does not answer.', 'Start it.');
  for (const error of [aborted, failed]) {
    expect(failureOf(error, false, true)).toEqual({ message: 'Interrupted.', exitCode: 130 });
    expect(failureOf(error, false, false)).toMatchObject({ exitCode: 1 });
  }
  const partly = new CommandError('Some were.', undefined, { exitCode: exitCodes.partly });
  expect(failureOf(partly, false, true)?.exitCode).toBe(3);
});

it.each([
  [['olde'], 'Did you mean old?'],
  [['--as', 'unsinged'], 'Did you mean unsigned?'],
  [['--as', 'purple'], /unsigned\.$/],
])('asks after %j, which is no choice, whether a near one was meant', async (args, said) => {
  const choices = ['old', 'unsigned'];
  const command = new Command()
    .addArgument(new Argument('[how]').choices(choices))
    .addOption(new Option('--as <how>').choices(choices))
    .configureOutput({ outputError: () => undefined })
    .exitOverride();
  const error: unknown = await command.parseAsync(['', '', ...args]).catch((one: unknown) => one);
  expect(failureOf(error, false)?.message).toMatch(said);
});

it('shows a terminal nothing to obey, in JSON neither', () => {
  const error = new CommandError('\u202edecafe\u009b31m', 'a\u200bb');
  for (const isJson of [false, true]) {
    expect(reported(error, { isJson })).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
  }
  expect(JSON.parse(reported(error, { isJson: true })).error.message).toBe('\u202edecafe\u009b31m');
});

it('says where in the code it arose and what caused it, and quotes nothing that could not be read', () => {
  const cause = Object.assign(new Error('connect', { cause: unread() }), { code: 'ECONNREFUSED' });
  const lines = reported(new CommandError('It fails.', 'Try.', { cause }), { isDebug: true });
  expect(lines).toMatch(/^error: It fails\.\nTry\.\nCommandError: It fails\.\n {4}at .*test\.ts/);
  expect(lines).toMatch(/^caused by Error: connect \(ECONNREFUSED\)\n {4}at /m);
  expect(lines).toMatch(/^caused by SyntaxError:\n {4}at /m);
  expect(String(unread())).toContain('hidden');
  expect(lines).not.toContain('hidden');
});

/** V8 quotes in it what it was given. */
function unread(): unknown {
  try {
    return JSON.parse('hidden');
  } catch (error) {
    return error;
  }
}
