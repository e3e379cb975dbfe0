import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { checkOut } from './check-out.ts';

const directory = mkdtempSync(join(realpathSync(tmpdir()), 'spillway-against-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const git = (...args: readonly string[]) =>
  execFileSync('git', args, { encoding: 'utf8', cwd: import.meta.dirname });

it('has a commit beside this checkout, with its packages, until it is removed', async () => {
  const { commit, root, remove } = await checkOut('HEAD', directory, () => undefined);

  expect(commit).toBe(git('rev-parse', 'HEAD').trim());
  expect(existsSync(join(root, 'loadtest/bench/main.ts'))).toBe(true);
  expect(existsSync(join(root, 'node_modules/esbuild'))).toBe(true);
  await remove();
  expect(existsSync(root)).toBe(false);
  expect(git('worktree', 'list')).not.toContain(root);
});

it('says of what is no commit that it is none, and takes no text for an option', async () => {
  for (const ref of ['no-such-branch', '--help']) {
    await expect(checkOut(ref, directory, () => undefined)).rejects.toThrow(
      `${ref} is no commit of this repository`,
    );
  }
});
