import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { build } from 'esbuild';

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
  { configFile, context }: SynthesisInputs,
  projectRoot = root,
): Promise<string | undefined> {
  const config = resolve(configFile ?? context.config ?? join(projectRoot, 'spillway.config.ts'));
  const imported = await importedFiles(config);
  if (imported === undefined) return undefined;
  const hash = createHash('sha256');
  const add = (...parts: readonly unknown[]) => hash.update(`${JSON.stringify(parts)}\n`);
  const { config: _, ...settings } = context;
  add(process.version, Object.entries(settings).toSorted());
  for (const file of await projectInputs(projectRoot)) {
    add(file, await readFile(join(projectRoot, file), 'base64'));
  }
  for (const { file, text } of imported) {
    if (readsMore.test(text) && !isShipped(file, projectRoot)) return undefined;
    add(relative(dirname(config), file), text);
  }
  return hash.digest('hex');
}

/** The configuration and all that it imports, packages too. */
async function importedFiles(config: string) {
  try {
    const { metafile } = await build({
      absWorkingDir: dirname(config),
      entryPoints: [config],
      bundle: true,
      write: false,
      metafile: true,
      platform: 'node',
      format: 'esm',
      logLevel: 'silent',
      outdir: dirname(config),
    });
    const files = Object.keys(metafile.inputs).map((file) => resolve(dirname(config), file));
    return await Promise.all(
      files.toSorted().map(async (file) => ({ file, text: await readFile(file, 'utf8') })),
    );
  } catch {
    return undefined;
  }
}

/** Packages and the service's own files are what they are: nothing in them runs differently at a second synthesis. */
const isShipped = (file: string, projectRoot: string) =>
  file.includes('/node_modules/') || file.startsWith(join(projectRoot, 'service/'));

async function projectInputs(projectRoot: string): Promise<readonly string[]> {
  const inFolders = await Promise.all(
    projectFolders.map(async (folder) => {
      const entries = await readdir(join(projectRoot, folder), {
        recursive: true,
        withFileTypes: true,
      });
      return entries
        .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
        .map(({ parentPath, name }) => relative(projectRoot, join(parentPath, name)));
    }),
  );
  const files = projectFiles.filter((file) => existsSync(join(projectRoot, file)));
  return [...inFolders.flat().toSorted(), ...files];
}
