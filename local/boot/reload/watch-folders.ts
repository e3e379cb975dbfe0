import { type FSWatcher, watch } from 'node:fs';

/** Editors write a file in several steps, and save several at once. */
const quietMs = 100;

export interface WatchedFolders {
  /** Watches these and no others from now on: folders that were removed and made again too. @throws what the system says */
  follow(folders: readonly string[]): void;
  /** For good: what is to be followed later on is not. */
  stop(): void;
}

/**
 * Watches folders, not the files in them, since many editors put a new file in the place of the old one.
 *
 * @param onChange called once it is quiet again
 */
export function watchFolders(onChange: () => void): WatchedFolders {
  let watchers: readonly FSWatcher[] = [];
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  const changed = (_: string, name: string | null) => {
    if (name !== null && !isOfInterest(name)) return;
    clearTimeout(timer);
    timer = setTimeout(onChange, quietMs);
  };
  const close = (closed: readonly FSWatcher[]) => {
    for (const watcher of closed) watcher.close();
  };
  return {
    follow(folders) {
      if (isStopped) return;
      const opened: FSWatcher[] = [];
      try {
        for (const folder of folders) opened.push(watch(folder, changed));
      } catch (error) {
        close(opened);
        throw error;
      }
      // What goes away is told of by the folder above it.
      for (const watcher of opened) watcher.on('error', () => watcher.close());
      close(watchers);
      watchers = opened;
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
      close(watchers);
    },
  };
}

/** A source, or a folder: other programs write much else beside them. */
function isOfInterest(name: string): boolean {
  return /^[^.]*$|\.([cm]?[jt]s|json)$/.test(name);
}
