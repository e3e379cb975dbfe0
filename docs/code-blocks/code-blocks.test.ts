import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { validateConfiguration } from '../../infra/configuration.ts';
import { readQuery } from '../../local/aws/logs/insights/read-query.ts';
import { synthesizeWithCode } from '../../test/factories/synthesized-stack.ts';
import { folder, joinedFile, writeBlockModules } from './block-modules.ts';
import { checkCommand } from './check-command.ts';
import {
  blocksIn,
  indented,
  inlineCommands,
  readCodeBlocks,
  readPages,
} from './read-code-blocks.ts';
import { shellCommands } from './shell-commands.ts';

const root = join(import.meta.dirname, '../..');
const blocks = readPages().flatMap(readCodeBlocks);
const inLanguage = (...languages: string[]) =>
  blocks.filter(({ language }) => languages.includes(language));
const modules = writeBlockModules(inLanguage('ts'));
const ofKind = (kind: string) =>
  modules
    .filter((module) => module.kind === kind)
    .map((module) => ({ ...module, ...module.block }));

/** With what the reader puts in, such as `<delivery id>`: a word that is a hexadecimal number too. */
const filledIn = (text: string) => text.replace(/<[A-Za-z][^<>\n]*>/g, 'facade');

describe(`each of the ${blocks.length} blocks of code in the documents`, () => {
  it('is of a language that is checked here, or is marked as what nobody can run', () => {
    const checked = ['ts', 'sh', 'json', 'insights', indented];
    const isMarked = (tag: string) => tag === 'printed' || tag === 'drawing';
    const unknown = blocks.filter(
      ({ language, tag }) => !checked.includes(language) && !(language === 'text' && isMarked(tag)),
    );
    expect(unknown).toEqual([]);
  });

  it('is found: in every document, fenced or not', () => {
    const text = 'a\n\n    b\n    c\n\n1. d\n\n   ```sh run\n   e\n     f\n   ```\n   g\n    h\n';
    expect(blocksIn(text)).toEqual([
      { line: 3, language: indented, tag: '', text: 'b\nc' },
      { line: 9, language: 'sh', tag: 'run', text: 'e\n  f' },
    ]);
    const pages = ['CONTRIBUTING.md', 'README.md', 'docs/routing.md', 'runbooks/dlq-not-empty.md'];
    expect(blocks.map(({ page }) => page)).toEqual(expect.arrayContaining(pages));
    expect(readPages()).toContain('docs/decisions/circuit-breaker.md');
  });

  it('that is JSON can be parsed', () => {
    for (const { text } of inLanguage('json')) expect(() => JSON.parse(text)).not.toThrow();
  });

  it('that is TypeScript compiles as the project does', () => {
    const tsc = join(root, 'node_modules/.bin/tsc');
    const { status, stdout } = spawnSync(tsc, ['-p', folder], { encoding: 'utf8' });
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  });
});

it.each(inLanguage('insights'))(
  'the query of $page:$line runs on the embedded stack',
  ({ text }) => {
    expect(() => readQuery(text)).not.toThrow();
  },
);

describe('the configurations among them', () => {
  it.each(ofKind('configuration'))('are valid: $page:$line', async ({ file, page }) => {
    const { default: config } = await import(file);
    expect(() => validateConfiguration(config, page)).not.toThrow();
  });

  it('synthesize, all at once', async () => {
    const stack = await synthesizeWithCode({ configFile: joinedFile });
    const secrets = stack.someOfType('AWS::SecretsManager::Secret').length;
    expect(secrets).toBeGreaterThan(ofKind('configuration').length);
  }, 120_000);
});

describe.each(ofKind('test'))('the test of $page:$line', async ({ file }) => {
  await import(file);
});

describe.each(inLanguage('sh', indented))('the commands of $page:$line', ({ text }) => {
  it('can be typed', async () => {
    const commands = shellCommands(filledIn(text));
    expect(commands.length).toBeGreaterThan(0);
    for (const words of commands) await checkCommand(words);
    execFileSync('bash', ['-n'], { input: filledIn(text) });
  });
});

/** In a sentence a command may stand without what it needs, to be named. */
const isNamed = (error: unknown) =>
  /^commander\.(help|missing(Argument|MandatoryOptionValue))/.test(Object(error).code);

it.each(readPages())('the commands in the sentences of %s are known', async (page) => {
  for (const command of inlineCommands(page)) {
    for (const words of shellCommands(filledIn(command))) {
      await checkCommand(words).catch((error: unknown) => {
        if (!isNamed(error)) throw new Error(`${command}: ${error}`, { cause: error });
      });
    }
  }
});
