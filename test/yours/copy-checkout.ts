import { existsSync } from 'node:fs';
import { copyFile, cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Edit } from './edits.ts';

export const checkout = join(import.meta.dirname, '../..');

const leftOut = ['.git', '.spillway', 'cdk.out', 'coverage', 'node_modules', 'reports'];

/** What tsc found out of the checkout's files. It is there once `npm run check` has run. */
const typesFile = '.spillway/tsc.tsbuildinfo';

/**
 * A copy of this checkout with a user's own files in it. It has the checkout's packages, and what was synthesized and
 * checked there: what an edit doesn't touch isn't made again.
 *
 * @returns its folder, which is the caller's to remove
 */
export async function copyCheckout({ config, settings, stages }: Partial<Edit>): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'spillway-yours-'));
  await cp(checkout, copy, {
    recursive: true,
    filter: (file) => file === checkout || !leftOut.includes(basename(file)),
  });
  await symlink(join(checkout, 'node_modules'), join(copy, 'node_modules'));
  await Promise.all(
    [copy, checkout].map((root) => mkdir(join(root, '.spillway'), { recursive: true })),
  );
  await mkdir(join(checkout, '.spillway/synthesis'), { recursive: true });
  await symlink(join(checkout, '.spillway/synthesis'), join(copy, '.spillway/synthesis'));
  if (existsSync(join(checkout, typesFile))) {
    await copyFile(join(checkout, typesFile), join(copy, typesFile));
  }
  if (config !== undefined) await replace(copy, 'spillway.config.ts', config);
  if (settings !== undefined) await replace(copy, 'infra/settings.ts', settings);
  if (stages !== undefined) await renameStages(copy, stages);
  // What a user says of the routes of the first checkout they would change with it.
  if (config !== undefined) await rm(join(copy, 'spillway.config.test.ts'));
  return copy;
}

async function renameStages(copy: string, [dev, prod]: readonly [string, string]): Promise<void> {
  for (const name of ['deploy.yml', 'diff.yml']) {
    const file = join(copy, '.github/workflows', name);
    const text = await readFile(file, 'utf8');
    const renamed = text.replaceAll(/\bdev\b/g, dev).replaceAll(/\bprod\b/g, prod);
    await writeFile(file, renamed);
  }
}

async function replace(copy: string, file: string, edit: string): Promise<void> {
  const text = await readFile(join(import.meta.dirname, 'edits', edit), 'utf8');
  const placed = file.startsWith('infra/')
    ? text.replaceAll("'../../../infra/", "'./")
    : text.replaceAll("'../../../", "'./");
  await writeFile(join(copy, file), placed);
}
