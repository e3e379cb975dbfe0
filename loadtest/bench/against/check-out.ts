import { execFile } from 'node:child_process';
import { readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const here = join(import.meta.dirname, '../../..');

export interface CheckedOut {
  readonly commit: string;
  readonly root: string;
  remove(): Promise<void>;
}

/**
 * Another commit of this repository in a worktree of its own, with the packages that its lock file names: those of this
 * checkout where the lock files are equal.
 *
 * @param directory where the worktree is put
 * @throws Error where `ref` names no commit
 */
export async function checkOut(
  ref: string,
  directory: string,
  progress: (line: string) => void,
): Promise<CheckedOut> {
  const commit = await commitOf(ref);
  const root = join(directory, 'other');
  await run('git', ['worktree', 'add', '--detach', root, commit], { cwd: here });
  const remove = async () => {
    await run('git', ['worktree', 'remove', '--force', root], { cwd: here });
  };
  try {
    const [own, other] = await Promise.all([here, root].map(lockFile));
    if (own === other) await symlink(join(here, 'node_modules'), join(root, 'node_modules'));
    else {
      progress(`Installing the packages of ${commit.slice(0, 12)}: its lock file is another one`);
      await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: root });
    }
  } catch (error) {
    await remove();
    throw error;
  }
  return { commit, root, remove };
}

async function commitOf(ref: string): Promise<string> {
  try {
    const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`];
    return (await run('git', args, { cwd: here })).stdout.trim();
  } catch (cause) {
    throw new Error(`${ref} is no commit of this repository: see git log`, { cause });
  }
}

const lockFile = (root: string) => readFile(join(root, 'package-lock.json'), 'utf8');
