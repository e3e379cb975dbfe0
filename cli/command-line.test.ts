import type { Command, Option } from 'commander';
import { afterAll, describe, expect, it } from 'vitest';
import { createTerminal } from '../client/terminal/terminal.ts';
import { startShellWords } from '../test/factories/shell-words.ts';
import type { ProgramContext } from './command.ts';
import { createCommandLines } from './command-line.ts';
import { createProgram } from './program.ts';

const silent = createTerminal({ write: () => undefined });

function createContext(defaultStage?: string): ProgramContext {
  return {
    ...{ root: '/nowhere', defaultStage, out: silent, err: silent },
    signal: new AbortController().signal,
    now: () => Date.parse('2026-11-25T12:00:00.000Z'),
    sleep: () => Promise.resolve(),
    readInput: () => Promise.resolve(''),
    setExitCode: () => undefined,
  };
}

/** All that can be called; `fault` has a command below it, and is one itself. */
function commandsOf(command: Command): readonly Command[] {
  const below = command.commands.flatMap(commandsOf);
  return isGroup(command) ? below : [command, ...below];
}

const isGroup = (command: Command) => command.commands.length > 0 && command.options.length <= 1;

const pathOf = (command: Command): readonly string[] =>
  command.parent ? [...pathOf(command.parent), command.name()] : [];

const all = commandsOf(createProgram(createContext())).map((one) => pathOf(one).join(' '));
/** These work on no stage. */
const stageless = ['completion', 'loadtest compare', 'report list', 'report open'];
const names = all.filter((name) => !stageless.includes(name));

interface Called {
  readonly args: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
  readonly command: Command;
}

/** What a command would be called with. */
async function parse(argv: readonly string[], defaultStage?: string): Promise<Called> {
  const program = createProgram(createContext(defaultStage));
  let called: Called | undefined;
  for (const command of commandsOf(program)) {
    command.action(() => {
      called = { args: command.args, options: command.optsWithGlobals(), command };
    });
  }
  await program.parseAsync(argv, { from: 'user' });
  if (called === undefined) throw new Error(`No command is called by ${argv.join(' ')}`);
  return called;
}

const shell = startShellWords();
afterAll(() => shell.stop());

/** As a shell would hand them over, without `npx spillway`. */
async function wordsOf(line: string): Promise<readonly string[]> {
  const [npx, spillway, ...words] = await shell.of(line);
  expect([npx, spillway]).toEqual(['npx', 'spillway']);
  return words;
}

const odd = `it's "all" of $HOME;\u202e \\ 'now'`;

/** What options take that are not a text of one's own. */
const texts: Readonly<Record<string, readonly string[]>> = {
  rate: ['0.5'],
  atMost: ['0.5'],
  at: ['2h'],
  from: ['2h'],
  fingerprint: ['3f1c2f60c1d1'],
  since: ['2h'],
  until: ['2026-11-25T11:00Z'],
  to: ['2026-11-25T11:00Z'],
  run: ['run-1'],
  resume: ['run-1'],
  slot: ['url'],
  bad: ['altered'],
  for: ['2m'],
  settle: ['2m'],
  seconds: ['-600'],
  'loadtest seconds': ['20'],
  type: ['push', odd],
  toDestination: ['app', 'audit'],
  class: ['transient'],
  function: ['processing'],
  level: ['warn'],
  unusedHours: ['72'],
};
const counts = [
  'limit',
  'port',
  'sample',
  'wait',
  'stopAfter',
  'max',
  'count',
  'status',
  'share',
  'calm',
  'size',
  'ingestMs',
  'processMs',
  'destinations',
  'failing',
];

function given(command: string, option: Option): readonly string[] {
  if (option.isBoolean()) return [`${option.long}`];
  const name = option.attributeName();
  const values =
    texts[`${command} ${name}`] ??
    texts[name] ??
    option.argChoices?.slice(0, 1) ??
    (counts.includes(name) ? ['7'] : [odd]);
  return values.flatMap((value) => [`${option.long}`, value]);
}

/** The command with all arguments, and with each option that is wanted. */
function argvOf(name: string, isWanted: (option: Option) => boolean): readonly string[] {
  const command = find(name);
  const args = command.registeredArguments.map(({ argChoices }) => argChoices?.[0] ?? odd);
  return [
    ...name.split(' '),
    ...args,
    ...command.options.filter(isWanted).flatMap((one) => given(name, one)),
  ];
}

function find(name: string): Command {
  const commands = commandsOf(createProgram(createContext()));
  return commands.find((one) => pathOf(one).join(' ') === name) as Command;
}

/** A flag and its `--no-` are one option, and contradict each other. */
const everyFlag = (name: string) => argvOf(name, ({ negate }) => !negate);

describe.each(names)('spillway %s', (name) => {
  it('is suggested with every flag that it was given, quoted for a shell', async () => {
    const argv = everyFlag(name);
    const called = await parse(argv);
    const line = createCommandLines(called.command).same();
    for (const flag of argv.filter((word) => word.startsWith('--'))) expect(line).toContain(flag);
    const { args, options } = await parse(await wordsOf(line));
    expect({ args, options }).toEqual({ args: called.args, options: called.options });
  });

  it('is suggested with its stage, wherever that came from, and without defaults', async () => {
    const argv = argvOf(name, ({ mandatory }) => mandatory);
    const { command } = await parse(argv, 'prod');
    const line = createCommandLines(command).same();
    expect(line).toContain('--stage prod');
    for (const flag of ['--rate', '--wait', '--max', '--json']) expect(line).not.toContain(flag);
  });

  it('is suggested with a change', async () => {
    const { command, options } = await parse(everyFlag(name));
    const line = createCommandLines(command).same({ stage: 'other one', json: undefined });
    const { json: _, ...rest } = options;
    expect((await parse(await wordsOf(line))).options).toEqual({ ...rest, stage: 'other one' });
  });

  it('suggests others for the same stage and configuration', async () => {
    const { command, options } = await parse(everyFlag(name));
    const lines = createCommandLines(command);
    const kept = { stage: options.stage, ...(options.config ? { config: options.config } : {}) };
    for (const words of [
      ['dlq', 'summary'],
      ['dlq', 'show', '-1'],
      ['secrets', 'retire', odd],
    ]) {
      const other = await parse(await wordsOf(lines.other(words)));
      expect([...pathOf(other.command), ...other.args]).toEqual(words);
      expect(other.options).toMatchObject(kept);
    }
  });
});

it.each(all)('help for `spillway %s` has an example that can be typed', async (name) => {
  let help = '';
  find(name)
    .configureOutput({ writeOut: (text) => (help += text) })
    .outputHelp();
  const examples = [...help.matchAll(/^ .*?(npx spillway [^|<>)\n]*)/gm)].map(([, line]) => line);
  const called = await Promise.all(examples.map(async (line = '') => parse(await wordsOf(line))));
  expect(called.map((one) => pathOf(one.command).join(' '))).toContain(name);
});

describe('a command below another that can be called too', () => {
  const foreign = all.flatMap((name) => {
    const command = find(name);
    const own = command.options.map(({ long }) => long);
    return (command.parent?.options ?? [])
      .filter(({ long }) => !own.includes(long) && long !== '--version')
      .map((option) => [name, option] as const);
  });

  const above = (name: string) => name.split(' ').slice(0, -1).join(' ');

  it.each(foreign)(
    'refuses what only that one takes: spillway %s $1.long',
    async (name, option) => {
      const argv = [...argvOf(name, ({ mandatory }) => mandatory), ...given(above(name), option)];
      await expect(parse(argv)).rejects.toThrow(`spillway ${name} has no option ${option.long}`);
    },
  );
});

it('keeps what an option was switched off by', async () => {
  const { command, options } = await parse(['send', 'github', '--no-wait']);
  const line = createCommandLines(command).same();
  expect(line).toBe('npx spillway send github --stage local --no-wait');
  expect((await parse(await wordsOf(line))).options).toEqual(options);
});

it('knows the command that it suggests', async () => {
  const { command } = await parse(['status']);
  expect(createCommandLines(command).other(['dlq', 'summary'])).toBe(
    'npx spillway dlq summary --stage local',
  );
});
