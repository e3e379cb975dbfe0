import { accessSync, constants, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { checkCommand } from '../docs/code-blocks/check-command.ts';
import { shellCommands } from '../docs/code-blocks/shell-commands.ts';
import project from '../package.json' with { type: 'json' };
import { chooseDrills } from '../runbooks/drills/choose-drills.ts';
import { drillGroups } from '../runbooks/drills/drill-groups.ts';
import { parseOptions } from '../runbooks/drills/options.ts';

const root = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

interface Workflow {
  readonly jobs: Record<string, { readonly steps?: readonly { readonly run?: string }[] }>;
}

const workflowScripts = readdirSync(join(root, '.github/workflows')).flatMap((name) => {
  const { jobs }: Workflow = parse(read(`.github/workflows/${name}`));
  const scripts = Object.values(jobs).flatMap(({ steps = [] }) => steps.map(({ run }) => run));
  return scripts.flatMap((script) => (script === undefined ? [] : [script]));
});
/** Functions and conditions are bash's own; a command has a line to itself. */
const ownScripts = readdirSync(join(root, '.ci')).flatMap((name) =>
  read(`.ci/${name}`)
    .split('\n')
    .map((line) => line.replace(/^env --unset \w+ /, '').replace(/ "\$@" \|\| .*/, ' all'))
    .filter((line) => /^(npm|npx|\.ci|beside_each_other) /.test(line)),
);

const commands = [...workflowScripts, ...ownScripts]
  .flatMap(shellCommands)
  .filter(([first = '']) => /^(npm|npx|node|\.\/.*|\.ci\/.*|beside_each_other)$/.test(first))
  .map((words) => ({ line: words.join(' '), words }));

type Check = (words: readonly string[]) => unknown;

/** Those of this project, by their first words; all else as in its documents. */
const checks: readonly (readonly [pattern: RegExp, check: Check])[] = [
  [/^beside_each_other /, ([, ...scripts]) => scripts.forEach(requireScript)],
  [/^\S*\.ci\/load-tests /, ([, ...rest]) => checkCommand(['.ci/load-tests', ...rest])],
  [/^\S*\.ci\//, () => undefined],
  [/^npm run drill -- /, ([, , , , ...rest]) => chooseDrills(parseOptions(rest), drillGroups)],
  // The settings of a stage come from outside.
  [/^npx cdk |^npm install /, () => undefined],
  [/^/, checkCommand],
];

async function check(words: readonly string[]): Promise<void> {
  const [file = ''] = words;
  if (file.includes('.ci/')) accessSync(join(root, file), constants.X_OK);
  const [, own] = checks.find(([pattern]) => pattern.test(`${words.join(' ')} `)) ?? [];
  await own?.(words);
}

function requireScript(name: string): void {
  if (!Object.hasOwn(project.scripts, name)) throw new Error(`package.json has no script ${name}`);
}

it('are found', () => {
  const lines = commands.map(({ line }) => line);
  const some = ['npm run properties', './.ci/run', 'npm run grants', 'npx spillway loadtest all'];
  expect(lines).toEqual(expect.arrayContaining(some));
});

it.each(commands)('is there, with its options: $line', async ({ words }) => {
  await expect(check(words)).resolves.toBeUndefined();
});

it.each([
  'npm run no-such-script',
  'npx spillway loadtest no-such-scenario',
  '.ci/load-tests smoke --no-such-option',
  '.ci/no-such-file',
  'beside_each_other check no-such-script',
  'npm run drill -- no-such-alarm',
])('is missed where it is not there: %s', async (line) => {
  await expect(check(line.split(' '))).rejects.toThrow(/no-such/);
});
