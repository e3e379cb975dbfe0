import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { CodeBlock } from './read-code-blocks.ts';

/** Always the same one: what was synthesized from it is kept. */
export const folder = join(import.meta.dirname, '../../.spillway/code-blocks');

/** A block of TypeScript as a module that can be compiled and run. */
export interface BlockModule {
  readonly block: CodeBlock;
  readonly kind: 'configuration' | 'test' | 'fields of a sender';
  /** Absolute. */
  readonly file: string;
}

/** All configurations in one: `joinConfigurations`. */
export const joinedFile = join(folder, 'joined.ts');

/**
 * Writes each block as a module of `folder`, with a `tsconfig.json` that compiles them as the project is compiled.
 *
 * @throws Error for a block whose tag doesn't say what it is a part of
 */
export function writeBlockModules(blocks: readonly CodeBlock[]): readonly BlockModule[] {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const settings = {
    extends: '../../tsconfig.json',
    compilerOptions: { tsBuildInfoFile: '../code-blocks.tsbuildinfo' },
    include: ['*.ts'],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(settings));
  const files = blocks.map(({ page, line }) => `${page.replace(/\W+/g, '-')}-${line}.ts`);
  const modules = blocks.map((block, index): BlockModule => {
    const { kind, text } = moduleFrom(block, (page) => configurationOf(page, blocks, files));
    const file = join(folder, files[index] ?? '');
    writeFileSync(file, text.replaceAll("from './service/", "from '../../service/"));
    return { block, kind, file };
  });
  writeFileSync(joinedFile, joined(modules));
  return modules;
}

function joined(modules: readonly BlockModule[]): string {
  const files = modules.flatMap(({ kind, file }) => (kind === 'configuration' ? [file] : []));
  return [
    "import { joinConfigurations } from '../../docs/code-blocks/join-configurations.ts';",
    ...files.map((file, index) => `import config${index} from './${basename(file)}';`),
    `export default joinConfigurations([${files.map((_, index) => `config${index}`).join(', ')}]);`,
  ].join('\n');
}

/** The module that a test's tag names: `with <file>`, or `with <page>` for the configuration that stands there. */
function configurationOf(
  name: string,
  blocks: readonly CodeBlock[],
  files: readonly string[],
): string {
  // The user's own may say something else by now.
  if (name === 'spillway.config.ts') return '../../test/fixtures/default.config.ts';
  if (name.endsWith('.ts')) return `../../${name}`;
  const at = blocks.findIndex(({ page, text }) => page === name && text.includes('defineConfig('));
  return `./${files[at]}`;
}

function moduleFrom(
  { page, line, tag, text }: CodeBlock,
  configuration: (name: string) => string,
): Pick<BlockModule, 'kind'> & { readonly text: string } {
  const [, name] = /^with (\S+)$/.exec(tag) ?? [];
  if (name !== undefined) return { kind: 'test', text: testWith(configuration(name), text) };
  if (tag === 'fields of a sender') return { kind: tag, text: senderWith(text) };
  if (tag === 'fields of the configuration')
    return { kind: 'configuration', text: configurationWith(text) };
  if (tag === '' && text.includes('export default defineConfig('))
    return { kind: 'configuration', text };
  throw new Error(
    `${page}:${line} is no configuration, and is not tagged as a part of one or as a test`,
  );
}

function testWith(configuration: string, text: string): string {
  const kit = `import { createKit } from '../../kit/create-kit.ts';
import config from '${configuration}';
const routeWebhook = createKit(config, '${configuration}');`;
  return text.replace("import { routeWebhook } from '#kit';", kit);
}

function configurationWith(fields: string): string {
  return `import base from '../../test/fixtures/default.config.ts';
import { defineConfig, type SpillwayConfig } from './service/webhook/configuration.ts';
const fields = {
${fields}
} satisfies Partial<SpillwayConfig>;
export default defineConfig({ ...base, ...fields });`;
}

function senderWith(fields: string): string {
  return `import type { KnownSender } from './service/webhook/sender.ts';
export const fields = {
${fields}
} satisfies Partial<KnownSender>;`;
}
