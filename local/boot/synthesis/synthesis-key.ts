import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { build } from 'esbuild';
import { defaultStage } from '../../../infra/read-settings.ts';

const root = join(import.meta.dirname, '../../..');

export interface SynthesisInputs {
  readonly configFile?: string;
  /** As `cdk -c name=value`. */
  readonly context: Readonly<Record<string, string>>;
}

/**
 * The files of this project that a synthesis reads. The second lock file says what is installed, not what is
 * wanted.
 */
export const projectFolders = ['infra', 'dashboards', 'service', 'local/boot/synthesis'] as const;
/** Of a user, as the configuration is: another file may be named in its place. */
const settingsFile = join('infra', 'settings.ts');
const projectFiles = ['package.json', 'package-lock.json', 'node_modules/.package-lock.json'];

/** A configuration that looks at the clock, the environment or other files may come out otherwise next time. */
const readsMore = /\bprocess\b|\bDate\b|\bMath\.random\b|['"](node:|fs\b|os\b|child_process\b)/;

/**
 * The hash of all that a synthesis depends on, in hexadecimal. Undefined when that can't be known: the configuration
 * doesn't load, or it reads more than its imports.
 *
 * The environment variables that CDK reads are the CDK CLI's to set. The CLI runs `infra/app.ts`, which has no cache.
 *
 * @param projectRoot where `infra/`, `service/` and the lock files lie
 */
export async function synthesisKey(
  inputs: SynthesisInputs,
  projectRoot = root,
): Promise<string | undefined> {
  const { config: _, settings: __, stage = defaultStage, ...overrides } = inputs.context;
  const chosen = chosenFiles(inputs, projectRoot);
  const imported = await Promise.all(chosen.map((file) => importedFiles(file, projectRoot)));
  const hash = createHash('sha256');
  const add = (...parts: readonly unknown[]) => hash.update(`${JSON.stringify(parts)}\n`);
  add(process.version, stage, Object.entries(overrides).toSorted());
  for (const file of await projectInputs(projectRoot)) {
    add(file, await readFile(join(projectRoot, file), 'base64'));
  }
  for (const files of imported) {
    if (files === undefined) return undefined;
    for (const { name, text } of files) add(name, text);
  }
  return hash.digest('hex');
}

/** The configuration and the settings of the stages. */
function chosenFiles(
  { configFile, context: { config, settings } }: SynthesisInputs,
  projectRoot: string,
): readonly string[] {
  return [
    resolve(configFile ?? config ?? join(projectRoot, 'spillway.config.ts')),
    resolve(settings ?? join(projectRoot, settingsFile)),
  ];
}

/**
 * The folders in which a synthesis reads, without those of packages. Of a configuration that doesn't load it is not
 * known what it imports: its own folder is among them all the same.
 */
export async function inputFolders(
  inputs: SynthesisInputs,
  projectRoot = root,
): Promise<readonly string[]> {
  const chosen = chosenFiles(inputs, projectRoot);
  const imported = await Promise.all(
    chosen.map((file) => readImports(file).catch(() => [] as const)),
  );
  const files = imported.flat().map(({ file }) => file);
  const own = [...chosen, ...files.filter((file) => !file.includes('/node_modules/'))];
  const nested = await Promise.all(
    projectFolders.map((folder) => foldersBelow(join(projectRoot, folder))),
  );
  return [...new Set([projectRoot, ...nested.flat(), ...own.map((file) => dirname(file))])];
}

async function foldersBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory());
  return [folder, ...folders.map(({ parentPath, name }) => join(parentPath, name))];
}

/** A file and all that it imports, packages too. Undefined if these don't say all that it depends on. */
async function importedFiles(entry: string, projectRoot: string) {
  const files = await readImports(entry).catch(() => []);
  const isKnown = files.every(
    ({ file, text }) => isShipped(file, projectRoot) || !readsMore.test(text),
  );
  if (files.length === 0 || !isKnown) return undefined;
  return files.map(({ file, text }) => ({ name: relative(dirname(entry), file), text }));
}

async function readImports(entry: string) {
  const folder = dirname(entry);
  const { metafile } = await build({
    absWorkingDir: folder,
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'silent',
    outdir: folder,
  });
  const names = Object.keys(metafile.inputs).map((file) => resolve(folder, file));
  return await Promise.all(
    names.toSorted().map(async (file) => ({ file, text: await readFile(file, 'utf8') })),
  );
}

/** Packages and the service's own files are what they are: nothing in them runs differently at a second synthesis. */
const isShipped = (file: string, projectRoot: string) =>
  file.includes('/node_modules/') || file.startsWith(join(projectRoot, 'service/'));

/** Not what an editor leaves beside a file that is open in it. */
const isSource = (name: string) => !/\.test\.ts$|^[.#]|~$/.test(name);

async function projectInputs(projectRoot: string): Promise<readonly string[]> {
  const inFolders = await Promise.all(
    projectFolders.map(async (folder) => {
      const entries = await readdir(join(projectRoot, folder), {
        recursive: true,
        withFileTypes: true,
      });
      return entries
        .filter((entry) => entry.isFile() && isSource(entry.name))
        .map(({ parentPath, name }) => relative(projectRoot, join(parentPath, name)));
    }),
  );
  const files = projectFiles.filter((file) => existsSync(join(projectRoot, file)));
  const code = inFolders.flat().filter((file) => file !== settingsFile);
  return [...code.toSorted(), ...files];
}
