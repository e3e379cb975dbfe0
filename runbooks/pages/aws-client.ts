import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Version 1, the one that PyPI has. https://pypi.org/project/awscli/ */
const version = '1.45.11';
const run = promisify(execFile);

/** Where the client is, or why it isn't. */
export type AwsClient = { readonly directory: string } | { readonly missing: string };

/**
 * The AWS CLI in one version, whichever this machine has: installed under `.spillway/` at the first call, which takes
 * half a minute.
 *
 * @param root of the checkout
 */
export async function installAwsClient(root: string): Promise<AwsClient> {
  const home = join(root, '.spillway', `aws-cli-${version}`);
  const directory = join(home, 'bin');
  if (existsSync(join(directory, 'aws'))) return { directory };
  try {
    await mkdir(join(root, '.spillway'), { recursive: true });
    await run('python3', ['-m', 'venv', home]);
    await run(join(directory, 'python'), [
      ...['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'],
      `awscli==${version}`,
    ]);
    return { directory };
  } catch (error) {
    await rm(home, { recursive: true, force: true });
    return { missing: `aws ${version} can't be installed with python3: ${Object(error).message}` };
  }
}
