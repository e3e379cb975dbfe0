import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface RevisionFolders {
  /** An empty folder, for what a synthesis writes. It is removed with the stack at the latest. */
  create(): Promise<string>;
  /** Removes all but those that hold the code of these functions and the one that was created last. */
  removeUnused(functions: ReadonlyMap<string, RunningCode>): Promise<void>;
  remove(folder: string): Promise<void>;
}

interface RunningCode {
  readonly codeFolders: readonly string[];
}

export function createRevisionFolders(started: AsyncDisposableStack): RevisionFolders {
  const folders = new Set<string>();
  const remove = async (folder: string) => {
    folders.delete(folder);
    await rm(folder, { recursive: true, force: true });
  };
  started.defer(async () => {
    await Promise.all([...folders].map(remove));
  });
  return {
    remove,
    async create() {
      const folder = await mkdtemp(join(tmpdir(), 'spillway-'));
      folders.add(folder);
      return folder;
    },
    async removeUnused(functions) {
      const used = [...functions.values()].flatMap(({ codeFolders }) => codeFolders);
      const newest = [...folders].at(-1);
      const unused = [...folders].filter(
        (folder) => folder !== newest && !used.some((code) => code.startsWith(folder)),
      );
      await Promise.all(unused.map(remove));
    },
  };
}
