import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { build } from 'esbuild';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectFolders, synthesisKey } from './synthesis-key.ts';

const configuration = "import { url } from './parts/url.ts';\nexport default { url };\n";
let directory: string;
let project: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'spillway-key-'));
  project = join(directory, 'project');
  await write('spillway.config.ts', configuration);
  await write('infra/settings.ts', 'export const stages = {};');
  await write('parts/url.ts', "export const url = 'https://a.example';\n");
  await write('package-lock.json', '{"lockfileVersion":3}');
  await write('node_modules/.package-lock.json', '{"lockfileVersion":3}');
  for (const folder of projectFolders)
    await write(`${folder}/deep/one.ts`, 'export const one = 1;');
});
afterEach(() => rm(directory, { recursive: true, force: true }));

async function write(file: string, text: string, root = project): Promise<void> {
  await mkdir(dirname(join(root, file)), { recursive: true });
  await writeFile(join(root, file), text);
}

const keyOf = (context: Readonly<Record<string, string>> = {}, root = project) =>
  synthesisKey({ context }, root);

describe('synthesisKey', () => {
  it.each([
    ['the configuration', 'spillway.config.ts', `${configuration}export const more = 1;\n`],
    ['the rows of stages', 'infra/settings.ts', 'export const stages = { dev: {} };'],
    ['what it imports', 'parts/url.ts', "export const url = 'https://b.example';\n"],
    ['what is installed', 'node_modules/.package-lock.json', '{"lockfileVersion":2}'],
    ['the lock file', 'package-lock.json', '{"lockfileVersion":2}'],
    ...projectFolders.flatMap((folder) => [
      [`a file of ${folder}`, `${folder}/deep/one.ts`, 'export const one = 2;'],
      [`a new file in ${folder}`, `${folder}/two.ts`, ''],
    ]),
  ])('is another one after a change of %s', async (_what, file, text) => {
    const before = await keyOf();
    expect(before).toMatch(/^[0-9a-f]{64}$/);
    await write(file, text);
    expect(await keyOf()).not.toBe(before);
  });

  it('is another one for each value of each setting', async () => {
    const contexts = [{}, { stage: 'prod' }, { batchSize: '1' }, { batchSize: '2' }];
    const keys = await Promise.all(contexts.map((context) => keyOf(context)));
    expect(new Set(keys).size).toBe(contexts.length);
  });

  it('is the same one for the default stage, named or not', async () => {
    expect(await keyOf({ stage: 'dev', batchSize: '1' })).toBe(await keyOf({ batchSize: '1' }));
  });

  it('is another one after a change of the rows that a setting names', async () => {
    const context = { settings: join(project, 'parts/rows.ts') };
    await write('parts/rows.ts', 'export const stages = { dev: {} };');
    const before = await keyOf(context);
    await write('parts/rows.ts', 'export const stages = { prod: {} };');
    expect(await keyOf(context)).not.toBe(before);
    await write('parts/rows.ts', 'export const stages = { prod: process.env };');
    expect(await keyOf(context)).toBeUndefined();
  });

  it('stays the same after a change of rows that it doesn’t take', async () => {
    const context = { settings: join(project, 'parts/rows.ts') };
    await write('parts/rows.ts', 'export const stages = { dev: {} };');
    const before = await keyOf(context);
    await write('infra/settings.ts', 'export const stages = { other: {} };');
    expect(await keyOf(context)).toBe(before);
  });

  it('stays the same in another folder, in another order of settings, and after a change of a test', async () => {
    const before = await keyOf({ stage: 'prod', batchSize: '1' });
    const elsewhere = join(directory, 'another');
    await cp(project, elsewhere, { recursive: true });
    await write('infra/new.test.ts', 'test', elsewhere);
    expect(await keyOf({ batchSize: '1', stage: 'prod' }, elsewhere)).toBe(before);
  });

  it.each([
    ['reads the environment', 'export default { url: process.env.URL };'],
    ['reads a file', "import { readFileSync } from 'node:fs';\nexport default readFileSync;"],
    ['looks at the clock', 'export default { at: Date.now() };'],
    ['does not parse', 'export default {'],
    ['imports what is not there', "import './missing.ts';"],
  ])('is unknown for a configuration that %s', async (_what, text) => {
    await write('spillway.config.ts', text);
    expect(await keyOf()).toBeUndefined();
  });

  it('covers every file of ours that a synthesis loads', async () => {
    const root = join(import.meta.dirname, '../../..');
    const { metafile } = await build({
      absWorkingDir: root,
      entryPoints: [join(import.meta.dirname, 'thread.ts')],
      bundle: true,
      write: false,
      metafile: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      outdir: root,
    });
    const loaded = Object.keys(metafile.inputs).map((file) => relative(root, join(root, file)));
    expect(loaded).toContain('infra/spillway-stack.ts');
    const isCovered = (file: string) =>
      projectFolders.some((folder) => file.startsWith(`${folder}/`));
    expect(loaded.filter((file) => !isCovered(file))).toEqual([]);
  });
});
