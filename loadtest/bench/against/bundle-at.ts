import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';

const bundle = z.object({ entry: z.string() });
const bundles = z.object({ ingestion: bundle, processing: bundle });

export type FunctionBundles = z.infer<typeof bundles>;

/**
 * Bundles both functions of a checkout by its own program, in a process of its own.
 *
 * @param root of the checkout
 * @throws Error where that commit has no such program, or can't be bundled by it
 */
export async function bundleAt(root: string, directory: string): Promise<FunctionBundles> {
  const url = pathToFileURL(join(root, 'loadtest/bench/bundles.ts')).href;
  const program = `const { createBundles } = await import(${JSON.stringify(url)});
    process.stdout.write(JSON.stringify(await createBundles(${JSON.stringify(directory)})));`;
  const args = ['--input-type=module', '--eval', program];
  try {
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root });
    return bundles.parse(JSON.parse(stdout));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('\n').slice(-4).join('\n') : '';
    throw new Error(`The functions in ${root} can't be bundled: ${reason}`, { cause });
  }
}
