import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Command } from 'commander';
import { parse as parseYaml } from 'yaml';
import { createProgram } from '../../cli/program.ts';
import { createTerminal } from '../../client/terminal/terminal.ts';
import { refuseUnknownContext } from '../../infra/read-settings.ts';
import { readCommandLine } from '../../local/terminal/command-line.ts';
import project from '../../package.json' with { type: 'json' };
import { fixtureSettings } from '../../test/factories/fixture-inputs.ts';

const root = join(import.meta.dirname, '../..');

/** Says whether a command of a document can be typed: known, with known options. It is not run. @throws if not */
export async function checkCommand([first = '', ...words]: readonly string[]): Promise<void> {
  const check = Object.hasOwn(programs, first) ? programs[first] : undefined;
  if (check === undefined) throw new Error(`${first}: no program that documents use`);
  await check(words);
}

type Check = (words: readonly string[]) => void | Promise<void>;

/** Of others' programs only the name is known here. */
const others = [
  'aws',
  'cat',
  'cut',
  'curl',
  'date',
  'expr',
  'export',
  'grep',
  'openssl',
  'pbpaste',
  'printf',
  'sed',
  'seq',
  'alias',
  'source',
  'eval',
];

const programs: Readonly<Record<string, Check>> = {
  ...Object.fromEntries(others.map((name) => [name, () => undefined])),
  npm: ([verb = '', ...words]) => {
    if (verb === 'start') return void readCommandLine(words[0] === '--' ? words.slice(1) : words);
    if (['ci', 'test'].includes(verb)) return;
    const [script = ''] = words;
    if (verb === 'run' && Object.hasOwn(project.scripts, script)) return;
    throw new Error(`npm ${verb} ${script}: package.json has no such script`);
  },
  npx: async ([program = '', ...words]) => {
    const check = Object.hasOwn(packages, program) ? packages[program] : undefined;
    if (check === undefined) throw new Error(`npx ${program}: not installed by package.json`);
    await check(words);
  },
  node: ([file = '']) => {
    if (file !== '-p') requireFile(file);
  },
  spillway: (words) => packages.spillway?.(words),
  '.ci/load-tests': (words) => packages.spillway?.(['loadtest', ...words]),
};

const packages: Readonly<Record<string, Check>> = {
  spillway: parseSpillway,
  cdk: checkCdk,
  vitest: ([verb, ...paths]) => {
    if (verb !== 'run') throw new Error(`vitest ${verb} waits for changes`);
    for (const path of paths) requireFile(path);
  },
  artillery: ([verb, ...words]) => {
    // `npm run loadtest:worker` copies them.
    const scenario = (words.at(-1) ?? '').replace(/^\.spillway\/loadtest-worker/, 'loadtest');
    if (verb !== 'run') throw new Error(`artillery ${verb} is not used`);
    requireFile(scenario);
    const { environments } = parseYaml(readFileSync(join(root, scenario), 'utf8')).config;
    const at = words.indexOf('-e');
    const environment = words[at + 1] ?? '';
    if (at !== -1 && !(environment in environments)) throw new Error(`artillery -e ${environment}`);
  },
};

/** By the real command line, whose commands do nothing here. */
async function parseSpillway(words: readonly string[]): Promise<void> {
  const silent = createTerminal({ write: () => undefined });
  let called: Command | undefined;
  const program = createProgram({
    ...{ root, defaultStage: undefined, out: silent, err: silent },
    signal: new AbortController().signal,
    now: Date.now,
    sleep: async () => undefined,
    readInput: async () => '',
    setExitCode: () => undefined,
  });
  const disarm = (command: Command): void => {
    if (command.commands.length === 0 || command.options.length > 1) {
      command.action(() => {
        called = command;
      });
    }
    command.commands.forEach(disarm);
  };
  disarm(program);
  await program.parseAsync(words, { from: 'user' });
  if (called === undefined) throw new Error('spillway: no command is named');
}

const cdkVerbs = ['bootstrap', 'deploy', 'destroy', 'diff', 'import', 'synth'];

/** Each setting with a value that it may have. */
function checkCdk([verb = '', ...words]: readonly string[]): void {
  if (!cdkVerbs.includes(verb)) throw new Error(`cdk ${verb}: not known`);
  const { values } = parseArgs({
    args: [...words],
    options: { app: { type: 'string' }, context: { type: 'string', short: 'c', multiple: true } },
  });
  const context = Object.fromEntries((values.context ?? []).map((one) => one.split(/=(.*)/s)));
  // Another app has settings of its own.
  if (values.app !== undefined) requireFile(values.app.replace(/^node /, ''));
  else {
    refuseUnknownContext(context);
    fixtureSettings(context.stage ?? 'dev', context);
  }
}

function requireFile(path: string): void {
  if (!existsSync(join(root, path))) throw new Error(`${path} does not exist`);
}
