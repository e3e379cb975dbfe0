import { randomUUID } from 'node:crypto';
import {
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** A few megabytes each; a whole `npm test` makes about thirty. */
const keptEntries = 60;
const pollMs = 50;
/** Longer than any synthesis takes: whoever held the lock is gone, and its process id is another's. */
const staleLockMs = 120_000;

export interface SynthesisCache {
  /**
   * Fills `outdir` with what `make` once wrote for the same key. Runs `make` where there is nothing yet, for all who ask
   * at the same time once, in whatever process they are.
   *
   * @throws what `make` throws, of which nothing is kept
   */
  fill(
    key: string,
    outdir: string,
    make: (directory: string) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void>;
}

/** Keeps folders on disk in `directory`, the most recently used ones. */
export function createSynthesisCache(directory: string, kept = keptEntries): SynthesisCache {
  return {
    async fill(key, outdir, make, signal) {
      const entry = join(directory, key);
      if (await copyEntry(entry, outdir)) return;
      await mkdir(directory, { recursive: true });
      await using _lock = await takeLock(`${entry}.lock`, signal);
      if (await copyEntry(entry, outdir)) return;
      const unfinished = await mkdtemp(`${entry}.new-`);
      try {
        await make(unfinished);
        await cp(unfinished, outdir, { recursive: true });
        await moveUnlessThere(unfinished, entry);
      } finally {
        await rm(unfinished, { recursive: true, force: true });
      }
      await removeOldest(directory, kept);
    },
  };
}

/** False where there is no such entry, also when it is removed meanwhile. */
async function copyEntry(entry: string, outdir: string): Promise<boolean> {
  try {
    const now = new Date();
    await utimes(entry, now, now);
    await cp(entry, outdir, { recursive: true });
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

/** Two that find the lock left behind at the same time may both hold it, and both have made the same. */
async function moveUnlessThere(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (codeOf(error) !== 'ENOTEMPTY' && codeOf(error) !== 'EEXIST') throw error;
  }
}

/** A file that holds the owner's process id. A process that was killed leaves it behind. */
async function takeLock(file: string, signal: AbortSignal): Promise<AsyncDisposable> {
  for (;;) {
    signal.throwIfAborted();
    try {
      await writeFile(file, String(process.pid), { flag: 'wx' });
      return { [Symbol.asyncDispose]: () => rm(file, { force: true }) };
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
    if (await isLeftBehind(file)) await rm(file, { force: true });
    else await delay(pollMs, undefined, { signal });
  }
}

async function isLeftBehind(file: string): Promise<boolean> {
  try {
    const { mtimeMs } = await stat(file);
    const owner = Number(await readFile(file, 'utf8'));
    // Between its creation and its first byte the file is empty.
    return Date.now() - mtimeMs > staleLockMs || (owner > 0 && !isAlive(owner));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** Directories that a killed process left unfinished get old as well. */
async function removeOldest(directory: string, kept: number): Promise<void> {
  const names = (await readdir(directory)).filter((name) => !name.endsWith('.lock'));
  const entries = await Promise.all(
    names.map(async (name) => {
      const used = await stat(join(directory, name)).catch(() => undefined);
      return { name, usedAt: used?.mtimeMs ?? 0 };
    }),
  );
  const old = entries.toSorted((a, b) => b.usedAt - a.usedAt).slice(kept);
  await Promise.all(old.map(({ name }) => remove(join(directory, name))));
}

/** Out of the way first: nobody finds a half of it, nor waits for its place. Another process may have done it. */
async function remove(entry: string): Promise<void> {
  const old = `${entry}.old-${randomUUID()}`;
  try {
    await rename(entry, old);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  await rm(old, { recursive: true, force: true });
}

const codeOf = (error: unknown): unknown => Object(error).code;
